package dev.gioconda.style;

import dev.gioconda.image.Picture;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.loss.LossValues;
import java.util.function.Supplier;

/**
 * Progress of a style transfer after an iteration.
 *
 * @param scale index of the scale, from 1
 * @param scales number of scales
 * @param size of the image at this scale
 * @param iteration at this scale, from 1
 * @param iterations at this scale
 * @param completed iterations over all scales so far
 * @param total iterations over all scales
 * @param losses before the step of this iteration
 * @param seconds since the start
 * @param preview the current image; call it before the listener returns
 * @param snapshot the state to resume from; call it before the listener returns
 */
public record StyleProgress(
        int scale,
        int scales,
        Size size,
        int iteration,
        int iterations,
        int completed,
        int total,
        LossValues losses,
        double seconds,
        Supplier<Picture> preview,
        Supplier<Snapshot> snapshot) {}
