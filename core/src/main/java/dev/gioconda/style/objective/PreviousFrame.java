package dev.gioconda.style.objective;

import dev.gioconda.image.Picture;
import dev.gioconda.style.canvas.ImageTensors;
import dev.gioconda.style.canvas.Size;

/**
 * The previous frame of a video, as the target of the temporal loss.
 *
 * @param warpedPrevious the previous stylized frame, warped by the motion of the content
 * @param consistencyMask white where the content only moved, black where it changed
 * @param weight of the temporal loss
 */
public record PreviousFrame(Picture warpedPrevious, Picture consistencyMask, double weight) {

    /** The temporal loss at the size of a scale. */
    public TemporalLoss toTemporalLoss(Size size) {
        return new TemporalLoss(
                ImageTensors.toTensor(ImageTensors.resize(warpedPrevious, size)),
                ImageTensors.toTensor(ImageTensors.resize(consistencyMask, size))
                        .narrow(1, 0, 1),
                weight);
    }
}
