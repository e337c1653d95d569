package dev.gioconda.style;

import dev.gioconda.image.Picture;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.loss.Losses;
import java.util.function.Supplier;

/**
 * Where a painting stands after an iteration.
 *
 * @param scale which size, from 1
 * @param scales how many sizes there are
 * @param size of the canvas
 * @param iteration at this size, from 1
 * @param iterations at this size
 * @param completed iterations over all sizes so far
 * @param total iterations over all sizes
 * @param losses before the iteration's step
 * @param seconds since the painting began
 * @param preview makes the picture so far; to be called before the listener returns
 * @param snapshot makes what is needed to go on later; likewise
 */
public record StyleProgress(
        int scale,
        int scales,
        Size size,
        int iteration,
        int iterations,
        int completed,
        int total,
        Losses losses,
        double seconds,
        Supplier<Picture> preview,
        Supplier<Snapshot> snapshot) {}
