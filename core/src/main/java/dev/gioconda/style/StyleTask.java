package dev.gioconda.style;

import dev.gioconda.image.Picture;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be painted.
 *
 * @param content the photograph
 * @param styles the paintings
 * @param mask white where the photograph is painted, black where it stays; null for everywhere
 * @param initialImage a picture to begin with instead of the recipe's initialisation; null for none
 * @param longSide of the result, in pixels
 * @param seed of noise and random weights
 */
public record StyleTask(
        Picture content,
        List<StyleImage> styles,
        @Nullable Picture mask,
        @Nullable Picture initialImage,
        int longSide,
        long seed) {

    /** The smallest result. */
    public static final int MIN_SIDE = 32;

    /** The largest result. */
    public static final int MAX_SIDE = 4096;

    /** Checks and copies. */
    public StyleTask {
        styles = List.copyOf(styles);
        if (styles.isEmpty()) {
            throw new IllegalArgumentException("There is no style; give at least one painting.");
        }
        if (longSide < MIN_SIDE || longSide > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "The size is %d pixels; expected %d to %d.".formatted(longSide, MIN_SIDE, MAX_SIDE));
        }
    }

    /**
     * A painting whose style is taken.
     *
     * @param picture the painting
     * @param weight relative to the other styles
     * @param mask white where this style is painted; null for everywhere
     */
    public record StyleImage(
            Picture picture, double weight, @Nullable Picture mask) {

        /** Checks. */
        public StyleImage {
            if (!(weight > 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException(
                        "A style's weight is %s; expected a positive number.".formatted(weight));
            }
        }
    }
}
