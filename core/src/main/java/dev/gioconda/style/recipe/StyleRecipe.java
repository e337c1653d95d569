package dev.gioconda.style.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gioconda.nn.Pooling;
import dev.gioconda.style.canvas.ColorMode;
import dev.gioconda.style.features.Border;
import dev.gioconda.style.loss.ContentLoss;
import dev.gioconda.style.loss.StyleLoss;
import dev.gioconda.style.loss.TotalVariation;
import dev.gioconda.style.optim.PixelOptimizerKind;
import java.util.List;

/**
 * All settings of a style transfer. The components are the keys of the TOML presets; some keys are older
 * than the Java names, which {@code JsonProperty} maps, since stored recipes must stay equal as text.
 *
 * @param backbone as {@code Pretrained.find} reads it, such as {@code vgg19} or {@code embedded}; or {@code model:NAME} for a
 *     trained model that has a backbone
 * @param weights source of the backbone's weights: {@code auto}, {@code embedded}, {@code random} or a file
 * @param pooling of a VGG; published weights were trained with max pooling, Gatys et al. use average pooling
 * @param border padding of the image for the first layer
 * @param range of the features in the losses
 * @param precision {@code auto}, {@code float32} or {@code bfloat16}
 * @param initialization the initial image
 * @param colors color mode of the stylized image
 * @param content the content loss
 * @param style the style loss
 * @param smoothness the total variation term
 * @param scales the scales and their iterations
 * @param optimizer optimizer of the pixels
 * @param face weights on faces
 */
public record StyleRecipe(
        String backbone,
        String weights,
        Pooling pooling,
        Border border,
        FeatureRange range,
        String precision,
        @JsonProperty("initialisation") Initialization initialization,
        @JsonProperty("colours") ColorMode colors,
        ContentSettings content,
        StyleSettings style,
        SmoothnessSettings smoothness,
        @JsonProperty("pyramid") ScaleSchedule scales,
        @JsonProperty("optimiser") OptimizerSettings optimizer,
        FaceSettings face) {

    /** A copy with another backbone, source of its weights, and pooling. */
    public StyleRecipe withNetwork(String newBackbone, String newWeights, Pooling newPooling) {
        return new StyleRecipe(
                newBackbone,
                newWeights,
                newPooling,
                border,
                range,
                precision,
                initialization,
                colors,
                content,
                style,
                smoothness,
                scales,
                optimizer,
                face);
    }

    /** A copy with another padding of the image. */
    public StyleRecipe withBorder(Border newBorder) {
        return new StyleRecipe(
                backbone,
                weights,
                pooling,
                newBorder,
                range,
                precision,
                initialization,
                colors,
                content,
                style,
                smoothness,
                scales,
                optimizer,
                face);
    }

    /** A copy with another precision: {@code auto}, {@code float32} or {@code bfloat16}. */
    public StyleRecipe withPrecision(String newPrecision) {
        return new StyleRecipe(
                backbone,
                weights,
                pooling,
                border,
                range,
                newPrecision,
                initialization,
                colors,
                content,
                style,
                smoothness,
                scales,
                optimizer,
                face);
    }

    /** A copy with another color mode. */
    public StyleRecipe withColorMode(ColorMode newColors) {
        return with(newColors, content, style, smoothness, scales);
    }

    /** A copy with other settings of the content loss. */
    public StyleRecipe withContent(ContentSettings newContent) {
        return with(colors, newContent, style, smoothness, scales);
    }

    /** A copy with other settings of the style loss. */
    public StyleRecipe withStyle(StyleSettings newStyle) {
        return with(colors, content, newStyle, smoothness, scales);
    }

    /** A copy with another smoothness term. */
    public StyleRecipe withSmoothness(SmoothnessSettings newSmoothness) {
        return with(colors, content, style, newSmoothness, scales);
    }

    /** A copy with another schedule of scales. */
    public StyleRecipe withScales(ScaleSchedule newScales) {
        return with(colors, content, style, smoothness, newScales);
    }

    /** A copy with another largest shift. */
    public StyleRecipe withShift(int newShift) {
        return new StyleRecipe(
                backbone,
                weights,
                pooling,
                border,
                range,
                precision,
                initialization,
                colors,
                content,
                style,
                smoothness,
                scales,
                new OptimizerSettings(optimizer.kind(), optimizer.rate(), optimizer.average(), newShift),
                face);
    }

    private StyleRecipe with(
            ColorMode newColors,
            ContentSettings newContent,
            StyleSettings newStyle,
            SmoothnessSettings newSmoothness,
            ScaleSchedule newScales) {
        return new StyleRecipe(
                backbone,
                weights,
                pooling,
                border,
                range,
                precision,
                initialization,
                newColors,
                newContent,
                newStyle,
                newSmoothness,
                newScales,
                optimizer,
                face);
    }

    /** A copy with another total number of iterations. */
    public StyleRecipe withIterations(int iterations) {
        return withScales(scales.withIterations(iterations));
    }

    /** A copy with another weight of the style loss. */
    public StyleRecipe withStyleWeight(double weight) {
        return withStyle(style.withWeight(weight));
    }

    /** Range of the features. */
    public enum FeatureRange {
        /** As the network outputs them. */
        OWN,
        /**
         * As of a network with inputs of 0 to 255, such as Keras' VGGs. Features of a network with inputs of deviation 1 are multiplied by
         * 57.4, 255 times the mean of ImageNet's channel deviations, since layers of ReLUs are homogeneous. Features of the embedded
         * backbone, which was trained with batch normalization, are multiplied by 700: a town in the style of The Starry Night at 400 rows
         * then has, after 100 iterations, about the loss of 11,021 that the Keras example states for its own pair.
         */
        CAFFE
    }

    /** The initial image. */
    public enum Initialization {
        /** The content image. */
        CONTENT,
        /** The style image, stretched to the size of the content image. */
        STYLE,
        /** Gray with uniform noise. */
        NOISE
    }

    /**
     * The content loss.
     *
     * @param layers whose features are compared
     * @param loss formula for a layer
     * @param weight of the mean over the layers
     */
    public record ContentSettings(List<String> layers, ContentLoss loss, double weight) {

        /** Validates and copies. */
        public ContentSettings {
            layers = List.copyOf(layers);
            requireAtLeast("content.weight", weight, 0);
            if (layers.isEmpty() && weight > 0) {
                throw new IllegalArgumentException("content.layers is empty; name a layer or set content.weight to 0.");
            }
        }

        /** A copy with another weight. */
        public ContentSettings withWeight(double newWeight) {
            return new ContentSettings(layers, loss, newWeight);
        }
    }

    /**
     * The style loss.
     *
     * @param layers whose statistics are matched
     * @param weights of the layers, relative to each other
     * @param loss formula for a layer
     * @param weight of the weighted mean over the layers
     * @param normalize whether each layer's loss is divided by the loss of the content image (see {@link
     *     dev.gioconda.style.loss.LossNormalizer}), so that it starts near 1 for every
     *     network and size
     * @param scale long side of the style image relative to that of the stylized image
     */
    public record StyleSettings(
            List<String> layers,
            List<Double> weights,
            StyleLoss loss,
            double weight,
            @JsonProperty("normalise") boolean normalize,
            double scale) {

        /** Smallest scale of the style image. */
        public static final double MIN_SCALE = 0.1;

        /** Largest scale of the style image. */
        public static final double MAX_SCALE = 8;

        /** Validates and copies. */
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
            if (!(scale >= MIN_SCALE && scale <= MAX_SCALE)) {
                throw new IllegalArgumentException("style.scale is %s; expected 0.1 to 8.".formatted(scale));
            }
        }

        /** A copy with other layers and their weights. */
        public StyleSettings withLayers(List<String> newLayers, List<Double> newWeights) {
            return new StyleSettings(newLayers, newWeights, loss, weight, normalize, scale);
        }

        /** A copy with another weight of the style loss. */
        public StyleSettings withWeight(double newWeight) {
            return new StyleSettings(layers, weights, loss, newWeight, normalize, scale);
        }

        /** A copy with another scale of the style image. */
        public StyleSettings withScale(double newScale) {
            return new StyleSettings(layers, weights, loss, weight, normalize, newScale);
        }
    }

    /**
     * The smoothness term.
     *
     * @param kind formula of the total variation
     * @param weight of the term
     */
    public record SmoothnessSettings(TotalVariation kind, double weight) {

        /** Validates. */
        public SmoothnessSettings {
            requireAtLeast("smoothness.weight", weight, 0);
        }
    }

    /**
     * The optimizer of the pixels.
     *
     * @param kind the algorithm
     * @param rate learning rate; its unit depends on the kind
     * @param average decay of the moving average of iterates that becomes the stylized image; 0 takes the last iterate
     * @param shift largest random shift of image and content image in an iteration, in pixels; 0 for none; see {@link #usedShift}
     */
    public record OptimizerSettings(PixelOptimizerKind kind, double rate, double average, int shift) {

        private static final int MAX_SHIFT = 64;

        /** Validates. */
        public OptimizerSettings {
            if (!(rate > 0) || !(average >= 0 && average < 1)) {
                throw new IllegalArgumentException(
                        "optimiser.rate is %s and optimiser.average %s; expected a positive rate and an average in [0, 1)."
                                .formatted(rate, average));
            }
            if (shift < 0 || shift > MAX_SHIFT) {
                throw new IllegalArgumentException(
                        "optimiser.shift is %d; expected 0 to %d pixels.".formatted(shift, MAX_SHIFT));
            }
        }

        /** The shift, or 0 for L-BFGS, whose history is of one objective. */
        public int usedShift() {
            return kind == PixelOptimizerKind.LBFGS ? 0 : shift;
        }
    }

    /**
     * Position weights on faces that are detected in the content image, with a soft edge.
     *
     * @param content weight of the content loss on faces; 1 as elsewhere
     * @param style weight of the style statistics on faces; 1 as elsewhere, 0 excludes faces
     */
    public record FaceSettings(double content, double style) {

        /** Validates. */
        public FaceSettings {
            requireAtLeast("face.content", content, 0);
            requireAtLeast("face.style", style, 0);
        }

        /** Whether face detection is needed. */
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
