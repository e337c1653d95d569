package dev.gioconda.nn;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A step that is a convolution of 3 x 3, stride 1 and a border of zeros, and its ReLU, and nothing else: one of those that may be computed
 * as a {@link WinogradConvolution}.
 */
record ConvRelu(Conv2dImpl convolution) implements UnaryOperator<Tensor> {

    ConvRelu {
        if (convolution.weight().size(2) != 3 || convolution.weight().size(3) != 3) {
            throw new IllegalArgumentException("A kernel of 3 x 3 was expected.");
        }
    }

    @Override
    public Tensor apply(Tensor x) {
        return torch.relu(convolution.forward(x)); // [n, k, h, w]
    }
}
