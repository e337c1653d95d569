package dev.gioconda.nn;

import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.GroupNormImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A feed-forward style network: the image transformation network of Johnson et al. 2016 (arXiv 1603.08155, supplement)
 * with half the channels, instance normalization (Ulyanov et al. 2016, arXiv 1607.08022), reflection padding, and
 * upsampling before convolutions instead of transposed ones (Odena et al. 2016, distill.pub/2016/deconv-checkerboard).
 * 424,899 parameters.
 */
public final class TransformNet extends Network {

    /** The smallest side in pixels that reflection padding allows. */
    public static final int MIN_SIDE = 16;

    private static final int WIDTH = 16;
    private static final int BLOCKS = 5;
    private static final int STRIDE = 4; // of the residual blocks, in input pixels

    private final ConvInstanceNorm inputConv = register_module("enter", new ConvInstanceNorm(3, WIDTH, 9, 1));
    private final ConvInstanceNorm down1 = register_module("down1", new ConvInstanceNorm(WIDTH, 2 * WIDTH, 3, 2));
    private final ConvInstanceNorm down2 = register_module("down2", new ConvInstanceNorm(2 * WIDTH, 4 * WIDTH, 3, 2));
    private final Residual[] blocks = new Residual[BLOCKS];
    private final ConvInstanceNorm up1 = register_module("up1", new ConvInstanceNorm(4 * WIDTH, 2 * WIDTH, 3, 1));
    private final ConvInstanceNorm up2 = register_module("up2", new ConvInstanceNorm(2 * WIDTH, WIDTH, 3, 1));
    private final Conv2dImpl outputConv = register_module("leave", new Conv2dImpl(Layers.unpaddedConv(WIDTH, 3, 9, 1)));

    /** Creates the network with random weights. */
    public TransformNet() {
        for (int i = 0; i < BLOCKS; i++) {
            blocks[i] = register_module("block" + (i + 1), new Residual(4 * WIDTH));
        }
        channelsLast();
    }

    /**
     * @param pictures values in [0, 1], each side {@link #MIN_SIDE} or more // [n, 3, h, w]
     * @return values in (0, 1) // [n, 3, h, w]
     */
    @Override
    public Tensor forward(Tensor pictures) {
        long height = pictures.size(2);
        long width = pictures.size(3);
        Tensor x = Layers.reflectionPad(
                pictures, 0, paddingToStride(width), 0, paddingToStride(height)); // [n, 3, h', w'], multiples of 4
        x = x.contiguous(MemoryFormat.ChannelsLast);
        x = torch.relu(inputConv.forward(x)); // [n, 16, h', w']
        x = torch.relu(down1.forward(x)); // [n, 32, h'/2, w'/2]
        x = torch.relu(down2.forward(x)); // [n, 64, h'/4, w'/4]
        for (Residual block : blocks) {
            x = block.forward(x);
        }
        x = torch.relu(up1.forward(upsampled(x))); // [n, 32, h'/2, w'/2]
        x = torch.relu(up2.forward(upsampled(x))); // [n, 16, h', w']
        x = outputConv.forward(Layers.reflectionPad(x, 4, 4, 4, 4)); // [n, 3, h', w']
        return x.narrow(2, 0, height).narrow(3, 0, width).to(ScalarType.Float).sigmoid();
    }

    private static long paddingToStride(long side) {
        return (STRIDE - side % STRIDE) % STRIDE;
    }

    private static Tensor upsampled(Tensor x) {
        return torch.upsample_nearest2d(x, 2 * x.size(2), 2 * x.size(3));
    }

    /** A convolution with reflection padding and instance normalization with trained scale and bias. */
    private static final class ConvInstanceNorm extends Module {
        private final int border;
        private final Conv2dImpl conv;
        private final GroupNormImpl norm; // groups of one channel are instance normalization, and keep channels-last

        ConvInstanceNorm(int in, int out, int kernel, int stride) {
            border = kernel / 2;
            conv = register_module("conv", new Conv2dImpl(Layers.unpaddedConv(in, out, kernel, stride)));
            norm = register_module("norm", new GroupNormImpl(out, out));
        }

        Tensor forward(Tensor x) {
            return norm.forward(conv.forward(Layers.reflectionPad(x, border, border, border, border)));
        }
    }

    /** {@code x + norm(conv(relu(norm(conv(x)))))}. */
    private static final class Residual extends Module {
        private final ConvInstanceNorm first;
        private final ConvInstanceNorm second;

        Residual(int width) {
            first = register_module("first", new ConvInstanceNorm(width, width, 3, 1));
            second = register_module("second", new ConvInstanceNorm(width, width, 3, 1));
        }

        Tensor forward(Tensor x) {
            return x.add(second.forward(torch.relu(first.forward(x))));
        }
    }
}
