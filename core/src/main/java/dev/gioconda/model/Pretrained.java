package dev.gioconda.model;

import dev.gioconda.nn.BackboneSpec;
import dev.gioconda.nn.Normalization;
import dev.gioconda.weights.fetch.Checksum;
import dev.gioconda.weights.fetch.OfficialWeights;
import dev.gioconda.weights.format.Convention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * A backbone and the source of its weights.
 *
 * @param spec the network
 * @param source {@link #EMBEDDED}, {@link #PAINTING}, {@link #RANDOM}, or the path of a weight file
 * @param normalization of its inputs
 */
public record Pretrained(BackboneSpec spec, String source, Normalization normalization) {

    /** The backbone for transfer learning that is part of the program; also its name. */
    public static final String EMBEDDED = "embedded";

    /** The backbone for style transfer that is part of the program; also its name. */
    public static final String PAINTING = "painting";

    /** Random weights. */
    public static final String RANDOM = "random";

    /** The best available weights: the official ones, else for a VGG the embedded ones. */
    public static final String AUTO = "auto";

    /** The embedded backbone takes the place of these networks if they have no official weights on this machine. */
    private static final List<String> WITH_EMBEDDED_WEIGHTS = List.of("vgg16", "vgg19");

    private static final Map<String, String> RESOURCE_FOLDERS = Map.of(EMBEDDED, "backbone", PAINTING, "painting");

    /**
     * Finds weights for a backbone.
     *
     * @param backbone as {@link BackboneSpec} reads it, or {@link #EMBEDDED} or {@link #PAINTING}
     * @param weights one of the constants, or the path of a weight file
     * @param official the official files on this machine
     * @throws IOException if there are no weights, or they cannot be read
     */
    public static Pretrained find(String backbone, String weights, OfficialWeights official) throws IOException {
        boolean isEmbedded = isPartOfProgram(backbone);
        if (isEmbedded && isPartOfProgram(weights) && !weights.equals(backbone)) {
            throw new IllegalArgumentException(
                    "The backbone is %s and the weights are %s, which are another network's; choose one of the two."
                            .formatted(backbone, weights));
        }
        if (isEmbedded && (weights.equals(AUTO) || isPartOfProgram(weights))) {
            return partOfProgram(backbone);
        }
        BackboneSpec spec = isEmbedded ? partOfProgram(backbone).spec() : BackboneSpec.parse(backbone);
        boolean vgg = WITH_EMBEDDED_WEIGHTS.contains(spec.network());
        if (isPartOfProgram(weights) && vgg) {
            return partOfProgram(weights);
        }
        if (isPartOfProgram(weights)) {
            throw new IllegalArgumentException(
                    "The embedded weights are those of a VGG19 and do not fit %s; set the backbone to embedded, or choose other weights."
                            .formatted(backbone));
        }
        if (weights.equals(RANDOM)) {
            return new Pretrained(spec, RANDOM, Normalization.IMAGENET);
        }
        if (!weights.equals(AUTO)) {
            return of(spec, Path.of(weights), official);
        }
        Optional<Path> file = spec.width() == 1 ? official.find(spec.network()) : Optional.empty();
        if (file.isPresent()) {
            return of(spec, file.get(), official);
        }
        if (vgg) {
            return embedded();
        }
        throw new IOException(
                "There are no weights of %s on this machine. Fetch the official ones, set weights to a file or to %s, or the backbone to %s."
                        .formatted(backbone, RANDOM, EMBEDDED));
    }

    private static Pretrained of(BackboneSpec spec, Path file, OfficialWeights official) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("There is no weight file %s; expected a file, %s, %s or %s."
                    .formatted(file, AUTO, EMBEDDED, RANDOM));
        }
        Convention convention = official.convention(file, spec.network());
        boolean keras = convention.epsilon() != Convention.TORCHVISION.epsilon()
                || convention.equals(Convention.KERAS_SQUEEZENET);
        BackboneSpec matching = new BackboneSpec(spec.network(), spec.width(), spec.pooling(), keras);
        return new Pretrained(matching, file.toAbsolutePath().toString(), Normalization.of(convention));
    }

    /** The backbone for transfer learning that is part of the program. */
    public static Pretrained embedded() throws IOException {
        return partOfProgram(EMBEDDED);
    }

    /** The backbone for style transfer that is part of the program. */
    public static Pretrained painting() throws IOException {
        return partOfProgram(PAINTING);
    }

    /** The same with the official files in this user's cache. */
    public static Pretrained find(String backbone, String weights) throws IOException {
        return find(backbone, weights, OfficialWeights.forCurrentUser());
    }

    /** SHA-256 of the weight file in hexadecimal; of weights without a file, an error. */
    public String sha256() throws IOException {
        return Checksum.sha256(Path.of(source)).hex();
    }

    private static boolean isPartOfProgram(String name) {
        return RESOURCE_FOLDERS.containsKey(name);
    }

    private static Pretrained partOfProgram(String name) throws IOException {
        BackboneManifest manifest = BackboneFiles.manifest(folder(name));
        return new Pretrained(BackboneSpec.parse(manifest.backbone()), name, manifest.normalization());
    }

    private static Path folder(String name) throws IOException {
        return Embedded.unpack(Objects.requireNonNull(RESOURCE_FOLDERS.get(name)));
    }

    /** Whether the weights are in a file, neither part of the program nor random. */
    public boolean hasFile() {
        return !isPartOfProgram(source) && !source.equals(RANDOM);
    }

    /** A short name of the source: a constant, or the file's name without its folder. */
    public String label() {
        return hasFile() ? String.valueOf(Path.of(source).getFileName()) : source;
    }

    /** The parent that a model with these initial weights has in its manifest: a version, a file's name, or nothing. */
    public String parent() throws IOException {
        if (source.equals(RANDOM)) {
            return "";
        }
        if (isPartOfProgram(source)) {
            BackboneManifest manifest = BackboneFiles.manifest(folder(source));
            return manifest.name() + "/" + manifest.version();
        }
        return label();
    }

    /** Reads the weights; none for {@link #RANDOM}. */
    public Map<String, Tensor> load() throws IOException {
        if (source.equals(RANDOM)) {
            return Map.of();
        }
        if (isPartOfProgram(source)) {
            Path folder = folder(source);
            return BackboneFiles.weights(folder, BackboneFiles.manifest(folder));
        }
        if (source.equals(AUTO)) {
            throw new IOException(
                    "The weights are \"auto\", which has to be resolved first; set transfer.weights to embedded, random or a file.");
        }
        Set<String> wanted = spec.build(0).state().keySet();
        return OfficialWeights.read(Path.of(source), spec.network(), wanted::contains);
    }
}
