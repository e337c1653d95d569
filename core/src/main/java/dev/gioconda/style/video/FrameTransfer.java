package dev.gioconda.style.video;

import dev.gioconda.image.Picture;
import dev.gioconda.style.StyleProgress;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.canvas.ImageTensors;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.objective.PreviousFrame;
import dev.gioconda.style.recipe.StyleRecipe;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Style transfer of the frames of a video. The first frame is stylized like a single image. Each later frame starts at its full size: where the
 * content only moved, from the previous stylized frame, warped by that motion, with a {@link dev.gioconda.style.objective.TemporalLoss};
 * elsewhere from the content image.
 *
 * @param transfer for the first frame
 * @param temporalWeight weight of the temporal loss, 0 or more
 * @param iterationShare iterations of a later frame as a fraction of those of the first, in (0, 1]
 */
public record FrameTransfer(StyleTransfer transfer, double temporalWeight, double iterationShare) {

    /** With this weight, static parts hardly flicker and changed parts are stylized again. */
    public static final double DEFAULT_TEMPORAL_WEIGHT = 100;

    /** Half of the iterations: a later frame starts close to its result. */
    public static final double DEFAULT_ITERATION_SHARE = 0.5;

    /** Validates. */
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
     * A stylized frame.
     *
     * @param index from 0
     * @param result the stylized image
     * @param flicker mean difference to the warped previous frame where the content only moved, in levels of 255; 0 for the first
     */
    public record StylizedFrame(int index, StyleTransfer.StyleResult result, double flicker) {}

    /**
     * Stylizes the frames in order.
     *
     * @param frames of equal size
     * @param styles one or more
     * @param longSide of the results, in pixels
     * @param seed of noise
     * @param progressListener called after each iteration; false stops within a frame, which is then the last one
     * @param frameListener called after each frame; false stops
     */
    public void stylize(
            Iterator<Picture> frames,
            List<StyleTask.StyleImage> styles,
            int longSide,
            long seed,
            Predicate<StyleProgress> progressListener,
            Predicate<StylizedFrame> frameListener) {
        StyleTransfer laterTransfer = new StyleTransfer(laterRecipe(longSide), transfer.extractor());
        Picture previous = null;
        Picture previousStylized = null;
        for (int index = 0; frames.hasNext(); index++) {
            Picture frame = frames.next();
            Picture current = ImageTensors.resize(frame, Size.of(frame).withLongSide(longSide));
            StylizedFrame stylized;
            if (previous == null || previousStylized == null) {
                StyleTask task = StyleTask.of(frame, styles, longSide, seed);
                stylized = new StylizedFrame(index, transfer.stylize(task, progressListener), 0);
            } else {
                BlockMotion motion = BlockMotion.between(previous, current);
                Picture warped = motion.warp(previousStylized);
                StyleTask task = StyleTask.of(frame, styles, longSide, seed)
                        .withInitialImage(blend(warped, current, motion.consistencyMask()));
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

    /** A single scale and fewer iterations. */
    private StyleRecipe laterRecipe(int longSide) {
        int iterations = Math.max(1, (int) Math.round(transfer.recipe().scales().iterations() * iterationShare));
        return transfer.recipe()
                .withScales(transfer.recipe().scales().withSmallest(longSide).withIterations(iterations));
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
