package dev.gioconda.nn;

import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/**
 * {@code bn(conv(x))}, the convolution without bias: the basic block of MobileNet and EfficientNet.
 *
 * <p>torchvision pads every side by half the kernel and normalizes with epsilon 1e-5. Keras pads a convolution of
 * stride 2 as {@link Layers#correctPad}, with epsilon 1e-3; weights of one are not valid for the other.
 */
final class ConvNorm extends Module {

    private final int kernel;
    private final boolean padsExplicitly;
    private final Conv2dImpl conv;
    private final BatchNorm2dImpl norm;

    /** @param groups 1 for a full convolution, {@code in} for a depthwise one */
    ConvNorm(int in, int out, int kernel, int stride, int groups, boolean keras) {
        this.kernel = kernel;
        padsExplicitly = keras && stride == 2;
        Conv2dOptions options = Layers.unpaddedConv(in, out, kernel, stride);
        if (!padsExplicitly) {
            options.padding().put(new LongPointer(kernel / 2, kernel / 2));
        }
        options.groups().put(groups);
        options.bias().put(false);
        conv = register_module("0", new Conv2dImpl(options));
        norm = register_module("1", Layers.batchNorm(out, keras ? 1e-3 : 1e-5, 0.1));
        Layers.heInit(conv.weight(), null);
    }

    /** // [n, in, h, w] to [n, out, h/stride, w/stride] */
    Tensor forward(Tensor x) {
        return norm.forward(conv.forward(padsExplicitly ? Layers.correctPad(x, kernel) : x));
    }
}
