package dev.gioconda.nn;

import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.DropoutImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The custom network of the study, "21 layers in three major blocks": input, three times (convolution, batch
 * normalization, convolution, batch normalization, max pooling, dropout), flatten, dense. Kernels 4x4, "same" padding,
 * ELU; the number of kernels doubles from 32 to 128.
 *
 * <p>The study does not state the width of the first block, the dropout rates and the picture size; these are the usual
 * values of this family, 32-64-128 with 0.2, 0.3, 0.4 at 64 x 64. As in Keras: batch normalization with momentum 0.99
 * and epsilon 0.001, Glorot's initialization. L2 regularization and the schedule are in the training recipe {@code
 * study-cnn.toml}.
 */
public final class StudyCnn extends Network implements FeatureMapNetwork {

    private static final int KERNEL = 4;
    private static final int[] WIDTHS = {32, 64, 128};
    private static final double[] DROPOUT = {0.2, 0.3, 0.4};

    private final StudyCnnBlock[] blocks = new StudyCnnBlock[WIDTHS.length];
    private final LinearImpl dense;

    /**
     * @param rows input height, a multiple of 8
     * @param columns input width, a multiple of 8
     * @param outputs raw outputs, see {@link Output#outputCount}
     */
    public StudyCnn(int rows, int columns, int outputs) {
        int in = 3;
        for (int i = 0; i < WIDTHS.length; i++) {
            blocks[i] = register_module("block" + (i + 1), new StudyCnnBlock(in, WIDTHS[i], DROPOUT[i]));
            in = WIDTHS[i];
        }
        dense = register_module("dense", new LinearImpl((long) in * (rows / 8) * (columns / 8), outputs));
        Layers.glorotInit(dense.weight(), dense.bias());
        channelsLast();
    }

    @Override
    public Tensor forward(Tensor pictures) {
        return forwardHead(features(pictures));
    }

    @Override
    public Tensor features(Tensor pictures) {
        Tensor x = pictures; // [n, 3, h, w]
        for (StudyCnnBlock block : blocks) {
            x = block.forward(x); // [n, 32, h/2, w/2], [n, 64, h/4, w/4], [n, 128, h/8, w/8]
        }
        return x;
    }

    @Override
    public Tensor forwardHead(Tensor features) {
        return dense.forward(features.flatten(1, 3)); // [n, outputs]
    }

    private static final class StudyCnnBlock extends Module {
        private final Conv2dImpl conv1;
        private final BatchNorm2dImpl norm1;
        private final Conv2dImpl conv2;
        private final BatchNorm2dImpl norm2;
        private final DropoutImpl dropout;

        StudyCnnBlock(int in, int out, double rate) {
            conv1 = register_module("conv1", Layers.evenKernelConv(in, out, KERNEL));
            norm1 = register_module("norm1", Layers.batchNorm(out, 1e-3, 0.01));
            conv2 = register_module("conv2", Layers.evenKernelConv(out, out, KERNEL));
            norm2 = register_module("norm2", Layers.batchNorm(out, 1e-3, 0.01));
            dropout = register_module("dropout", new DropoutImpl(rate));
            Layers.glorotInit(conv1.weight(), conv1.bias());
            Layers.glorotInit(conv2.weight(), conv2.bias());
        }

        Tensor forward(Tensor x) {
            x = norm1.forward(torch.elu(conv1.forward(Layers.padRightAndBottom(x)))); // [n, out, h, w]
            x = norm2.forward(torch.elu(conv2.forward(Layers.padRightAndBottom(x)))); // [n, out, h, w]
            return dropout.forward(torch.max_pool2d(x, 2, 2)); // [n, out, h/2, w/2]
        }
    }
}
