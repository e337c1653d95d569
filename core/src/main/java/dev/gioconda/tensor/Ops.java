package dev.gioconda.tensor;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;

/** Arithmetic of tensors with Java numbers, for readable formulas. */
public final class Ops {

    private Ops() {}

    /** {@code factor * tensor}. */
    public static Tensor scale(Tensor tensor, double factor) {
        return tensor.mul(new Scalar(factor));
    }

    /** {@code tensor + offset}. */
    public static Tensor plus(Tensor tensor, double offset) {
        return tensor.add(new Scalar(offset));
    }

    /** {@code 1 - tensor}. */
    public static Tensor complement(Tensor tensor) {
        return plus(scale(tensor, -1), 1);
    }

    /** Values clamped to [low, high]. */
    public static Tensor clamp(Tensor tensor, double low, double high) {
        return tensor.clamp(new ScalarOptional(new Scalar(low)), new ScalarOptional(new Scalar(high)));
    }

    /** Values clamped to at least {@code low}. */
    public static Tensor clampMin(Tensor tensor, double low) {
        return tensor.clamp_min(new Scalar(low));
    }

    /**
     * Backpropagates an upstream gradient: adds the vector-Jacobian product to the gradients of the leaves.
     *
     * @param gradient of the loss with respect to the outputs, of the same shape
     */
    public static void backward(Tensor outputs, Tensor gradient) {
        outputs.backward(gradient, new BoolOptional(), false, new TensorArrayRefOptional());
    }
}
