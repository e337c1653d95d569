package dev.gioconda.style.video;

import dev.gioconda.image.Picture;
import dev.gioconda.style.StyleProgress;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.canvas.Canvas;
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
 * before, moved as the photograph moved, where that did not change, and with the photograph elsewhere; there {@link dev.gioconda.style.objective.Anchor Anchor} also holds it.
 *
 * @param transfer how the first frame is painted
 * @param weight of the temporal loss, 0 or more
 * @param share iterations of a later frame as a share of the first one's, in (0, 1]
 */
public record FrameTransfer(StyleTransfer transfer, double weight, double share) {

    /** A weight at which still parts hardly flicker and moving ones are painted anew. */
    public static final double WEIGHT = 100;

    /** Half the iterations: a later frame is nearly painted when it begins. */
    public static final double SHARE = 0.5;

    /** Checks. */
    public FrameTransfer {
        if (!(weight >= 0) || Double.isInfinite(weight) || !(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "The temporal weight is %s and the share of iterations %s; expected 0 or more and a share in (0, 1]."
                            .formatted(weight, share));
        }
    }

    /**
     * A painted frame.
     *
     * @param index from 0
     * @param result the painting
     * @param flicker how much it differs from the one before where the photographs do not, in levels of 255; 0 for the first
     */
    public record Frame(int index, StyleTransfer.Result result, double flicker) {}

    /**
     * Paints one frame after the other.
     *
     * @param frames of one size
     * @param styles the paintings
     * @param longSide of the results, in pixels
     * @param seed of noise
     * @param working whether to go on within a frame; a frame that is not painted to its end is the last
     * @param painted hears of every frame
     */
    public void paint(
            Iterator<Picture> frames,
            List<StyleTask.Source> styles,
            int longSide,
            long seed,
            Predicate<StyleProgress> working,
            Predicate<Frame> painted)
            throws IOException {
        StyleTransfer later = new StyleTransfer(laterRecipe(longSide), transfer.net());
        Picture before = null;
        Picture painting = null;
        for (int index = 0; frames.hasNext(); index++) {
            Picture frame = frames.next();
            Picture now = Canvas.sized(frame, Size.of(frame).fitted(longSide));
            Frame done;
            if (before == null || painting == null) {
                StyleTask task = new StyleTask(frame, styles, null, null, longSide, seed);
                done = new Frame(index, transfer.paint(task, working), 0);
            } else {
                Motion motion = Motion.between(before, now);
                Picture moved = motion.moved(painting);
                StyleTask task = new StyleTask(frame, styles, null, mixed(moved, now, motion.still()), longSide, seed);
                StyleTransfer.Result result =
                        later.paint(task, null, new PreviousFrame(moved, motion.still(), weight), working);
                done = new Frame(index, result, motion.flicker(painting, result.picture()));
            }
            if (!painted.test(done) || !done.result().whole()) {
                return;
            }
            before = now;
            painting = done.result().picture();
        }
    }

    /** One size, and fewer iterations. */
    private StyleRecipe laterRecipe(int longSide) throws IOException {
        int iterations =
                Math.max(1, (int) Math.round(transfer.recipe().pyramid().iterations() * share));
        return StyleRecipes.changed(
                transfer.recipe(), List.of("pyramid.smallest=" + longSide, "pyramid.iterations=" + iterations));
    }

    private static Picture mixed(Picture still, Picture changed, Picture share) {
        byte[] rgb = new byte[still.rgb().length];
        for (int i = 0; i < rgb.length; i++) {
            double s = (share.rgb()[i] & 0xff) / 255.0;
            rgb[i] = (byte) Math.round(s * (still.rgb()[i] & 0xff) + (1 - s) * (changed.rgb()[i] & 0xff));
        }
        return new Picture(still.width(), still.height(), rgb);
    }
}
