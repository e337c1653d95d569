package dev.gioconda.style.video;

import dev.gioconda.image.Picture;
import dev.gioconda.style.StyleProgress;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.canvas.ImageTensors;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.objective.PreviousFrame;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Paints the frames of a film. The first is painted as any picture. Each later one begins at its full size with the painting of the frame
 * before, moved as the photograph moved, where that did not change, and with the photograph elsewhere; there {@link dev.gioconda.style.objective.TemporalLoss Anchor} also holds it.
 *
 * @param transfer how the first frame is painted
 * @param temporalWeight of the temporal loss, 0 or more
 * @param iterationShare iterations of a later frame as a share of the first one's, in (0, 1]
 */
public record FrameTransfer(StyleTransfer transfer, double temporalWeight, double iterationShare) {

    /** A weight at which still parts hardly flicker and moving ones are painted anew. */
    public static final double DEFAULT_TEMPORAL_WEIGHT = 100;

    /** Half the iterations: a later frame is nearly painted when it begins. */
    public static final double DEFAULT_ITERATION_SHARE = 0.5;

    /** Checks. */
    public FrameTransfer {
        if (!(temporalWeight >= 0)
                || Double.isInfinite(temporalWeight)
                || !(iterationShare > 0 && iterationShare <= 1)) {
            throw new IllegalArgumentException(
                    "The temporal weight is %s and the share of iterations %s; expected 0 or more and a share in (0, 1]."
                            .formatted(temporalWeight, iterationShare));
        }
    }

    /**
     * A painted frame.
     *
     * @param index from 0
     * @param result the painting
     * @param flicker how much it differs from the one before where the photographs do not, in levels of 255; 0 for the first
     */
    public record StylizedFrame(int index, StyleTransfer.StyleResult result, double flicker) {}

    /**
     * Paints one frame after the other.
     *
     * @param frames of one size
     * @param styles the paintings
     * @param longSide of the results, in pixels
     * @param seed of noise
     * @param progressListener whether to go on within a frame; a frame that is not painted to its end is the last
     * @param frameListener hears of every frame
     */
    public void stylize(
            Iterator<Picture> frames,
            List<StyleTask.StyleImage> styles,
            int longSide,
            long seed,
            Predicate<StyleProgress> progressListener,
            Predicate<StylizedFrame> frameListener)
            throws IOException {
        StyleTransfer laterTransfer = new StyleTransfer(laterRecipe(longSide), transfer.extractor());
        Picture previous = null;
        Picture previousStylized = null;
        for (int index = 0; frames.hasNext(); index++) {
            Picture frame = frames.next();
            Picture current = ImageTensors.resize(frame, Size.of(frame).withLongSide(longSide));
            StylizedFrame stylized;
            if (previous == null || previousStylized == null) {
                StyleTask task = new StyleTask(frame, styles, null, null, longSide, seed);
                stylized = new StylizedFrame(index, transfer.stylize(task, progressListener), 0);
            } else {
                BlockMotion motion = BlockMotion.between(previous, current);
                Picture warped = motion.warp(previousStylized);
                StyleTask task = new StyleTask(
                        frame, styles, null, blend(warped, current, motion.consistencyMask()), longSide, seed);
                StyleTransfer.StyleResult result = laterTransfer.stylize(
                        task,
                        null,
                        new PreviousFrame(warped, motion.consistencyMask(), temporalWeight),
                        progressListener);
                stylized = new StylizedFrame(index, result, motion.flicker(previousStylized, result.image()));
            }
            if (!frameListener.test(stylized) || !stylized.result().completed()) {
                return;
            }
            previous = current;
            previousStylized = stylized.result().image();
        }
    }

    /** One size, and fewer iterations. */
    private StyleRecipe laterRecipe(int longSide) throws IOException {
        int iterations =
                Math.max(1, (int) Math.round(transfer.recipe().pyramid().iterations() * iterationShare));
        return StyleRecipes.withChanges(
                transfer.recipe(), List.of("pyramid.smallest=" + longSide, "pyramid.iterations=" + iterations));
    }

    private static Picture blend(Picture warped, Picture changed, Picture share) {
        byte[] rgb = new byte[warped.rgb().length];
        for (int i = 0; i < rgb.length; i++) {
            double s = (share.rgb()[i] & 0xff) / 255.0;
            rgb[i] = (byte) Math.round(s * (warped.rgb()[i] & 0xff) + (1 - s) * (changed.rgb()[i] & 0xff));
        }
        return new Picture(warped.width(), warped.height(), rgb);
    }
}
