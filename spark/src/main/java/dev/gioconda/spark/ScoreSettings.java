package dev.gioconda.spark;

import dev.gioconda.classify.FaceExtractor;
import dev.gioconda.image.codec.SafeImageDecoder.DecodeLimits;
import dev.gioconda.model.LocalModels;
import java.io.Serializable;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.SparkSession;

/**
 * What scores depend on. In a Spark configuration they have the names {@code spark.gioconda.model}, {@code spark.gioconda.store}, and so on.
 *
 * @param model a model's name, {@code NAME/VERSION}, or the folder of a version; in a store a name stands for its champion
 * @param store the object store of models, a folder or {@code s3://BUCKET/PREFIX}; empty for none
 * @param detector the face detector; empty for that of the driver
 * @param minDetection detection score of the least clear face that is reported, 0 to 1
 * @param maxImagePixels the largest image that is decoded
 * @param allFaces whether each face has a row, rather than the largest clear one
 * @param attributes whether there is a column for each attribute of the model
 * @param embedder the network for embeddings; empty for none
 */
public record ScoreSettings(
        String model,
        String store,
        String detector,
        double minDetection,
        int maxImagePixels,
        boolean allFaces,
        boolean attributes,
        String embedder)
        implements Serializable {

    /** What the names of the settings begin with in a Spark configuration. */
    public static final String PREFIX = "spark.gioconda.";

    /** The embedded model, and the largest clear face of each image. */
    public static final ScoreSettings DEFAULT = new ScoreSettings(
            LocalModels.EMBEDDED,
            "",
            "",
            FaceExtractor.MIN_DETECTION,
            DecodeLimits.LOCAL.maxSourcePixels(),
            false,
            false,
            "");

    /**
     * The settings of a session's configuration.
     *
     * @throws IllegalArgumentException if a value is not of its type
     */
    public static ScoreSettings of(SparkSession spark) {
        return of(name -> spark.conf().get(PREFIX + name, ""));
    }

    /**
     * Settings by name.
     *
     * @param values the value of a name; empty for the default
     * @throws IllegalArgumentException if a value is not of its type
     */
    static ScoreSettings of(UnaryOperator<String> values) {
        return new ScoreSettings(
                parsed(values, "model", DEFAULT.model, text -> text),
                values.apply("store"),
                values.apply("detector"),
                parsed(values, "minDetection", DEFAULT.minDetection, Double::valueOf),
                parsed(values, "maxImagePixels", DEFAULT.maxImagePixels, Integer::valueOf),
                parsed(values, "allFaces", false, ScoreSettings::truth),
                parsed(values, "attributes", false, ScoreSettings::truth),
                values.apply("embedder"));
    }

    private static <T> T parsed(UnaryOperator<String> values, String name, T otherwise, Function<String, T> parser) {
        String text = values.apply(name);
        try {
            return text.isEmpty() ? otherwise : parser.apply(text);
        } catch (NumberFormatException invalid) {
            throw new IllegalArgumentException(
                    "%s is \"%s\"; expected a number such as %s.".formatted(name, text, otherwise), invalid);
        }
    }

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException("\"%s\" is no truth value; expected true or false.".formatted(text));
        };
    }

    /** The same settings with another network for embeddings; empty for none. */
    ScoreSettings withEmbedder(String network) {
        return new ScoreSettings(model, store, detector, minDetection, maxImagePixels, allFaces, attributes, network);
    }

    /** The same settings with a row for each face. */
    ScoreSettings withAllFaces() {
        return new ScoreSettings(model, store, detector, minDetection, maxImagePixels, true, attributes, embedder);
    }

    /** The same settings with one row for each image and no columns beside those that there always are. */
    ScoreSettings withoutExtras() {
        return new ScoreSettings(model, store, detector, minDetection, maxImagePixels, false, false, "");
    }

    /** The limits of the files that are read. */
    DecodeLimits limits() {
        return DecodeLimits.LOCAL.withMaxSourcePixels(maxImagePixels);
    }
}
