package dev.gioconda.style.features;

import dev.gioconda.nn.WinogradConvolution;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** A convolution with its ReLU in float32 whose weights do not change, so that what its faster form needs of them is computed once. */
final class FrozenConvolution {

    private final Conv2dImpl convolution;
    private @Nullable WinogradConvolution forward;
    private @Nullable WinogradConvolution backward;

    FrozenConvolution(Conv2dImpl convolution) {
        this.convolution = convolution;
    }

    /** Whether the engine's own is slower for such inputs. // [n, c, h, w] */
    boolean isFaster(Tensor inputs) {
        return WinogradConvolution.isFaster(convolution.weight(), inputs);
    }

    /** Without a gradient. // [n, c, h, w] to [n, k, h, w] */
    Tensor outputs(Tensor inputs) {
        return forward().apply(inputs.detach()).relu_();
    }

    /** What a slope of these outputs is to their inputs. // [n, k, h, w] twice to [n, c, h, w] */
    Tensor inputGradient(Tensor outputs, Tensor outputGradient) {
        return backward().apply(torch.threshold_backward(outputGradient, outputs, new Scalar(0)));
    }

    private synchronized WinogradConvolution forward() {
        if (forward == null) {
            forward = WinogradConvolution.of(convolution.weight(), convolution.bias());
        }
        return forward;
    }

    private synchronized WinogradConvolution backward() {
        if (backward == null) {
            backward = WinogradConvolution.adjoint(convolution.weight());
        }
        return backward;
    }
}
