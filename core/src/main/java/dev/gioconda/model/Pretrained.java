package dev.gioconda.model;

import dev.gioconda.nn.BackboneSpec;
import dev.gioconda.nn.Normalization;
import dev.gioconda.weights.fetch.OfficialWeights;
import dev.gioconda.weights.format.Convention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * A backbone and the source of its weights.
 *
 * @param spec the network
 * @param source {@link #EMBEDDED}, {@link #RANDOM}, or the path of a weight file
 * @param normalization of its inputs
 */
public record Pretrained(BackboneSpec spec, String source, Normalization normalization) {

    /** The backbone that is part of the program; also its name. */
    public static final String EMBEDDED = "embedded";

    /** Random weights. */
    public static final String RANDOM = "random";

    /** The best available weights: the official ones, else for a VGG the embedded ones. */
    public static final String AUTO = "auto";

    private static final String BACKBONE = "backbone"; // resource folder

    /**
     * Finds weights for a backbone.
     *
     * @param backbone as {@link BackboneSpec} reads it, or {@link #EMBEDDED}
     * @param weights one of the constants, or the path of a weight file
     * @param official the official files on this machine
     * @throws IOException if there are no weights, or they cannot be read
     */
    public static Pretrained find(String backbone, String weights, OfficialWeights official) throws IOException {
        boolean isEmbedded = backbone.equals(EMBEDDED);
        if (isEmbedded && (weights.equals(AUTO) || weights.equals(EMBEDDED))) {
            return embedded();
        }
        BackboneSpec spec = isEmbedded ? embedded().spec() : BackboneSpec.parse(backbone);
        boolean vgg = spec.network().startsWith("vgg");
        if (weights.equals(EMBEDDED) && vgg) {
            return embedded();
        }
        if (weights.equals(EMBEDDED)) {
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
        BackboneSpec matching =
                new BackboneSpec(spec.network(), spec.width(), spec.pooling(), convention.epsilon() != 1e-5);
        return new Pretrained(matching, file.toAbsolutePath().toString(), Normalization.of(convention));
    }

    /** The backbone that is part of the program. */
    public static Pretrained embedded() throws IOException {
        BackboneManifest manifest = BackboneFiles.manifest(Embedded.unpack(BACKBONE));
        return new Pretrained(BackboneSpec.parse(manifest.backbone()), EMBEDDED, manifest.normalization());
    }

    /** A short name of the source: a constant, or the file's name without its folder. */
    public String label() {
        return source.equals(RANDOM) || source.equals(EMBEDDED)
                ? source
                : String.valueOf(Path.of(source).getFileName());
    }

    /** The parent that a model with these initial weights has in its manifest: a version, a file's name, or nothing. */
    public String parent() throws IOException {
        if (source.equals(RANDOM)) {
            return "";
        }
        if (source.equals(EMBEDDED)) {
            BackboneManifest manifest = BackboneFiles.manifest(Embedded.unpack(BACKBONE));
            return manifest.name() + "/" + manifest.version();
        }
        return label();
    }

    /** Reads the weights; none for {@link #RANDOM}. */
    public Map<String, Tensor> load() throws IOException {
        if (source.equals(RANDOM)) {
            return Map.of();
        }
        if (source.equals(EMBEDDED)) {
            Path folder = Embedded.unpack(BACKBONE);
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
