package dev.gioconda.style.objective;

import org.bytedeco.pytorch.Tensor;

/** The objective function at one scale. */
public interface Objective extends AutoCloseable {

    /**
     * Computes the loss terms and sets the gradient of the pixels to that of their sum.
     *
     * @param pixels a leaf that requires a gradient and has none // [1, 3, h, w]
     * @param iteration from 0; an objective may see the image shifted, and elsewhere in each iteration
     */
    LossTerms backward(Tensor pixels, int iteration);

    @Override
    void close();
}
