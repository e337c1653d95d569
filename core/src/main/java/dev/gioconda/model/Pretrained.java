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
 * A backbone with where its weights come from.
 *
 * @param spec the network
 * @param source {@link #EMBEDDED}, {@link #RANDOM}, or the path of a weight file
 * @param normalization what its inputs go through
 */
public record Pretrained(BackboneSpec spec, String source, Normalization normalization) {

    /** Our own backbone, which is part of the program; also a name for it. */
    public static final String EMBEDDED = "embedded";

    /** Fresh random weights. */
    public static final String RANDOM = "random";

    /** The best weights at hand: the official ones, else for a VGG our own. */
    public static final String AUTO = "auto";

    private static final String BACKBONE = "backbone"; // the folder beside this class

    /**
     * Finds weights for a backbone.
     *
     * @param backbone as {@link BackboneSpec} reads it, or {@link #EMBEDDED}
     * @param weights one of the constants, or the path of a weight file
     * @param official the official files at hand
     * @throws IOException when there are none, or they cannot be read
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
                    "The embedded weights are a VGG19's and do not fit %s; take --backbone embedded, or weights of its own."
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
                ("There are no weights of %s here. \"./gioconda weights list\" names the official ones and \"weights fetch\" "
                                + "gets them; --weights takes a file or \"random\"; --backbone embedded takes Gioconda's own.")
                        .formatted(backbone));
    }

    private static Pretrained of(BackboneSpec spec, Path file, OfficialWeights official) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("There is no weight file %s; --weights takes a file, %s, %s or %s."
                    .formatted(file, AUTO, EMBEDDED, RANDOM));
        }
        Convention convention = official.convention(file, spec.network());
        BackboneSpec matching =
                new BackboneSpec(spec.network(), spec.width(), spec.pooling(), convention.epsilon() != 1e-5);
        return new Pretrained(matching, file.toAbsolutePath().toString(), Normalization.of(convention));
    }

    /** Our own backbone. */
    public static Pretrained embedded() throws IOException {
        BackboneManifest manifest = BackboneFiles.manifest(Embedded.unpack(BACKBONE));
        return new Pretrained(BackboneSpec.parse(manifest.backbone()), EMBEDDED, manifest.normalization());
    }

    /** The source in a word: a constant, or a file's name without the way to it. */
    public String label() {
        return source.equals(RANDOM) || source.equals(EMBEDDED)
                ? source
                : String.valueOf(Path.of(source).getFileName());
    }

    /** What a model that takes these weights over names as its parent: a version, a file's name, or nothing. */
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
                    "The recipe leaves its weights open (auto); find them first, as \"gioconda train\" does.");
        }
        Set<String> wanted = spec.build(0).state().keySet();
        return OfficialWeights.read(Path.of(source), spec.network(), wanted::contains);
    }
}
