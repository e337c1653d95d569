package dev.gioconda.style.recipe;

import dev.gioconda.nn.Pooling;
import dev.gioconda.style.canvas.ColorMode;
import dev.gioconda.style.features.Border;
import dev.gioconda.style.loss.ContentLoss;
import dev.gioconda.style.loss.StyleLoss;
import dev.gioconda.style.loss.TotalVariation;
import dev.gioconda.style.optim.PixelOptimizerKind;
import java.util.List;

/**
 * Everything that decides how a picture is painted, besides the pictures.
 *
 * @param backbone as {@code Pretrained.find} reads it, such as {@code vgg19} or {@code embedded}; or
 *     {@code model:NAME}, a model that was trained here and has a backbone
 * @param weights where the backbone's weights come from: {@code auto}, {@code embedded}, {@code random} or a file
 * @param pooling of a VGG; whatever its weights were trained with when they are somebody else's
 * @param border what lies around the picture for the first layer
 * @param range of the features that the losses see
 * @param precision {@code auto}, {@code float32} or {@code bfloat16}
 * @param initialisation what the painting begins with
 * @param colours whose colours the painting gets
 * @param content what is kept of the photograph
 * @param style what is taken from the painting
 * @param smoothness how smooth the result is
 * @param pyramid sizes and iterations
 * @param optimiser how pixels move
 * @param face what is done about faces
 */
public record StyleRecipe(
        String backbone,
        String weights,
        Pooling pooling,
        Border border,
        FeatureRange range,
        String precision,
        Initialization initialisation,
        ColorMode colours,
        ContentSettings content,
        StyleSettings style,
        SmoothnessSettings smoothness,
        ScaleSchedule pyramid,
        OptimizerSettings optimiser,
        FaceSettings face) {

    /** In which range features are. */
    public enum FeatureRange {
        /** As the network gives them. */
        OWN,
        /**
         * As if the network saw values of 0 to 255, which the weights of Keras' VGGs do. Features of one that sees values of deviation 1 are
         * multiplied by 57.4, 255 times the mean of ImageNet's deviations, since a layer of ReLUs passes a factor on. The embedded backbone's,
         * whose layers were normalised while it learnt, are multiplied by 700: then a town in the style of The Starry Night has at 400 rows
         * about the loss of 11,021 after 100 iterations that the Keras example states for its own pair.
         */
        CAFFE
    }

    /** What the painting begins with. */
    public enum Initialization {
        /** The photograph. */
        CONTENT,
        /** The style picture, stretched to the photograph's size. */
        STYLE,
        /** Grey with uniform noise. */
        NOISE
    }

    /**
     * The photograph's part of the loss.
     *
     * @param layers whose features are kept
     * @param loss how far they are
     * @param weight of the mean over the layers
     */
    public record ContentSettings(List<String> layers, ContentLoss loss, double weight) {

        /** Checks and copies. */
        public ContentSettings {
            layers = List.copyOf(layers);
            requireAtLeast("content.weight", weight, 0);
            if (layers.isEmpty() && weight > 0) {
                throw new IllegalArgumentException("content.layers is empty; name a layer or set content.weight to 0.");
            }
        }
    }

    /**
     * The painting's part of the loss.
     *
     * @param layers whose statistics are matched
     * @param weights of the layers, relative to each other
     * @param loss how far they are
     * @param weight of the weighted mean over the layers
     * @param normalise whether each layer's loss is divided by the photograph's own, so that it begins near 1 whatever the network
     *     and the size
     * @param scale the style picture's long side relative to the painting's
     */
    public record StyleSettings(
            List<String> layers, List<Double> weights, StyleLoss loss, double weight, boolean normalise, double scale) {

        /** Checks and copies. */
        public StyleSettings {
            layers = List.copyOf(layers);
            weights = List.copyOf(weights);
            requireAtLeast("style.weight", weight, 0);
            if (layers.isEmpty() || layers.size() != weights.size()) {
                throw new IllegalArgumentException(
                        "style.layers has %d names and style.weights %d numbers; expected one for each."
                                .formatted(layers.size(), weights.size()));
            }
            weights.forEach(one -> requireAtLeast("Each of style.weights", one, 0));
            if (weights.stream().mapToDouble(Double::doubleValue).sum() <= 0) {
                throw new IllegalArgumentException("style.weights are all 0; expected a positive one.");
            }
            if (!(scale >= 0.1 && scale <= 8)) {
                throw new IllegalArgumentException("style.scale is %s; expected 0.1 to 8.".formatted(scale));
            }
        }
    }

    /**
     * The prior of pictures.
     *
     * @param kind the formula
     * @param weight of it
     */
    public record SmoothnessSettings(TotalVariation kind, double weight) {

        /** Checks. */
        public SmoothnessSettings {
            requireAtLeast("smoothness.weight", weight, 0);
        }
    }

    /**
     * @param kind how pixels move
     * @param rate the step; see the kind
     * @param average weight of the past in the moving average of the iterates that becomes the picture; 0 takes the last iterate
     */
    public record OptimizerSettings(PixelOptimizerKind kind, double rate, double average) {

        /** Checks. */
        public OptimizerSettings {
            if (!(rate > 0) || !(average >= 0 && average < 1)) {
                throw new IllegalArgumentException(
                        "optimiser.rate is %s and optimiser.average %s; expected a positive rate and an average in [0, 1)."
                                .formatted(rate, average));
            }
        }
    }

    /**
     * Faces that are found in the photograph, with a soft edge.
     *
     * @param content how many times the content counts there; 1 for no difference
     * @param style how much the style counts there; 1 for no difference, 0 to leave faces out of the style's statistics
     */
    public record FaceSettings(double content, double style) {

        /** Checks. */
        public FaceSettings {
            requireAtLeast("face.content", content, 0);
            requireAtLeast("face.style", style, 0);
        }

        /** Whether faces are looked for at all. */
        public boolean affectsLoss() {
            return content != 1 || style != 1;
        }
    }

    private static void requireAtLeast(String name, double value, double minimum) {
        if (!(value >= minimum) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("%s is %s; expected %s or more.".formatted(name, value, minimum));
        }
    }
}
