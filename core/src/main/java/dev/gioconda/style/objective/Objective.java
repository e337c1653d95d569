package dev.gioconda.style.objective;

import org.bytedeco.pytorch.Tensor;

/** What is minimised at one size. */
public interface Objective extends AutoCloseable {

    /**
     * The terms at these pixels. The gradient of their sum becomes the pixels' gradient.
     *
     * @param pixels a leaf that requires a gradient and has none // [1, 3, h, w]
     */
    LossTerms backward(Tensor pixels);

    @Override
    void close();
}
