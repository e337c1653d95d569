package dev.gioconda.style.features;

import dev.gioconda.nn.WinogradConvolution;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** A float32 convolution with ReLU and constant weights, whose Winograd transform is computed once. */
final class FrozenConvolution {

    private final Conv2dImpl convolution;
    private @Nullable WinogradConvolution forward;
    private @Nullable WinogradConvolution backward;

    FrozenConvolution(Conv2dImpl convolution) {
        this.convolution = convolution;
    }

    /** Whether Winograd is faster than libtorch's convolution for these inputs. // [n, c, h, w] */
    boolean isFaster(Tensor inputs) {
        return WinogradConvolution.isFaster(convolution.weight(), inputs);
    }

    /** Forward pass, without autograd. // [n, c, h, w] to [n, k, h, w] */
    Tensor outputs(Tensor inputs) {
        return forward().apply(inputs.detach()).relu_();
    }

    /** Backward pass: gradient of the inputs. // outputs and their gradient [n, k, h, w] to [n, c, h, w] */
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
