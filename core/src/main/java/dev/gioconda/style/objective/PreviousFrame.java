package dev.gioconda.style.objective;

import dev.gioconda.image.Picture;
import dev.gioconda.style.canvas.Canvas;
import dev.gioconda.style.canvas.Size;

/**
 * What a frame is held to.
 *
 * @param painting of the frame before, moved as the photograph did
 * @param still white where the photograph only moved, black where it changed
 * @param weight of the temporal loss
 */
public record PreviousFrame(Picture painting, Picture still, double weight) {

    /** At the size that is painted. */
    public Anchor at(Size size) {
        return new Anchor(
                Canvas.of(Canvas.sized(painting, size)),
                Canvas.of(Canvas.sized(still, size)).narrow(1, 0, 1),
                weight);
    }
}
