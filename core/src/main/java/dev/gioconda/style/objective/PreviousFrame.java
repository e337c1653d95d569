package dev.gioconda.style.objective;

import dev.gioconda.image.Picture;
import dev.gioconda.style.canvas.ImageTensors;
import dev.gioconda.style.canvas.Size;

/**
 * What a frame is held to.
 *
 * @param warpedPrevious of the frame before, moved as the photograph did
 * @param consistencyMask white where the photograph only moved, black where it changed
 * @param weight of the temporal loss
 */
public record PreviousFrame(Picture warpedPrevious, Picture consistencyMask, double weight) {

    /** At the size that is painted. */
    public TemporalLoss toTemporalLoss(Size size) {
        return new TemporalLoss(
                ImageTensors.toTensor(ImageTensors.resize(warpedPrevious, size)),
                ImageTensors.toTensor(ImageTensors.resize(consistencyMask, size))
                        .narrow(1, 0, 1),
                weight);
    }
}
