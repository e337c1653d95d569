package dev.gioconda.style;

import dev.gioconda.image.Picture;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The input of a style transfer: images, size and seed, without the recipe. {@link StyleTransfer} computes with it; a
 * {@link dev.gioconda.style.checkpoint.StyleRun} is one computation with checkpoints and provenance.
 *
 * @param content the content image
 * @param styles one or more
 * @param mask white where the content image is stylized, black where it is kept; null for everywhere
 * @param initialImage the initial image; null for the recipe's initialization
 * @param longSide of the stylized image, in pixels
 * @param seed of noise and random weights
 */
public record StyleTask(
        Picture content,
        List<StyleImage> styles,
        @Nullable Picture mask,
        @Nullable Picture initialImage,
        int longSide,
        long seed) {

    /** The smallest long side, in pixels. */
    public static final int MIN_SIDE = 32;

    /** The largest long side, in pixels. */
    public static final int MAX_SIDE = 4096;

    /** Validates and copies. */
    public StyleTask {
        styles = List.copyOf(styles);
        if (styles.isEmpty()) {
            throw new IllegalArgumentException("There is no style image; give at least one.");
        }
        if (longSide < MIN_SIDE || longSide > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "The size is %d pixels; expected %d to %d.".formatted(longSide, MIN_SIDE, MAX_SIDE));
        }
    }

    /** One style, without masks and initial image. */
    public static StyleTask of(Picture content, Picture style, int longSide, long seed) {
        return of(content, List.of(new StyleImage(style, 1, null)), longSide, seed);
    }

    /** Several styles, without mask and initial image. */
    public static StyleTask of(Picture content, List<StyleImage> styles, int longSide, long seed) {
        return new StyleTask(content, styles, null, null, longSide, seed);
    }

    /** A copy that starts from the given image. */
    public StyleTask withInitialImage(Picture image) {
        return new StyleTask(content, styles, mask, image, longSide, seed);
    }

    /** A copy with another size of the result. */
    public StyleTask withLongSide(int side) {
        return new StyleTask(content, styles, mask, initialImage, side, seed);
    }

    /**
     * A style image.
     *
     * @param picture the image
     * @param weight relative to the other styles
     * @param mask white where this style applies; null for everywhere
     */
    public record StyleImage(
            Picture picture, double weight, @Nullable Picture mask) {

        /** Validates. */
        public StyleImage {
            if (!(weight > 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException(
                        "A style's weight is %s; expected a positive number.".formatted(weight));
            }
        }
    }
}
