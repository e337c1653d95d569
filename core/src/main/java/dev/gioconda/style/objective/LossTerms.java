package dev.gioconda.style.objective;

import org.bytedeco.pytorch.Tensor;

/**
 * The weighted terms of the objective as scalar tensors, which the optimizer needs; as numbers they are
 * {@link dev.gioconda.style.loss.LossValues}.
 *
 * @param content weighted mean over the content layers
 * @param style weighted sum over style layers and styles
 * @param smoothness weighted total variation
 */
public record LossTerms(Tensor content, Tensor style, Tensor smoothness) {

    /** The sum, which is minimized. */
    public Tensor total() {
        return content.add(style).add(smoothness);
    }

    LossTerms withSmoothness(Tensor value) {
        return new LossTerms(content, style, value);
    }
}
