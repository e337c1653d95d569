package dev.gioconda.nn;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A layer of a 3 x 3 convolution with stride 1 and zero padding, and its ReLU; it can be computed as a {@link
 * WinogradConvolution}.
 */
record ConvRelu(Conv2dImpl convolution) implements UnaryOperator<Tensor> {

    ConvRelu {
        if (convolution.weight().size(2) != 3 || convolution.weight().size(3) != 3) {
            throw new IllegalArgumentException("The kernel is not 3 x 3.");
        }
    }

    @Override
    public Tensor apply(Tensor x) {
        return torch.relu(convolution.forward(x)); // [n, k, h, w]
    }
}
