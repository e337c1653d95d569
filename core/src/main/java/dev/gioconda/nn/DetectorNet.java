package dev.gioconda.nn;

import java.util.List;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A fully convolutional one-stage detector without anchors (Tian et al. 2019, FCOS, arXiv 1904.01355): a small residual backbone, a
 * feature pyramid (Lin et al. 2017, arXiv 1612.03144) at the strides 8, 16 and 32, and one head that the three levels share. Full 3x3
 * convolutions instead of depthwise ones: they reach several times the arithmetic rate on CPUs. 172,279 parameters.
 */
public final class DetectorNet extends Network {

    /** Pixels between two cells of each level. */
    public static final List<Integer> STRIDES = List.of(8, 16, 32);

    /** Numbers per cell: score, box (dx, dy, log width, log height), five points (dx, dy each); all lengths in strides. */
    public static final int OUTPUTS = 15;

    private static final int LAST_STRIDE = STRIDES.get(STRIDES.size() - 1);
    private static final int PYRAMID = 40; // channels
    private static final double INITIAL_SCORE =
            -4; // logit; most cells are background (Lin et al. 2017, arXiv 1708.02002)

    private final ConvNorm stem = register_module("stem", new ConvNorm(3, 16, 3, 2, 1, false));
    private final Stage stage4 = register_module("stage4", new Stage(16, 24));
    private final Stage stage8 = register_module("stage8", new Stage(24, 40));
    private final Stage stage16 = register_module("stage16", new Stage(40, 56));
    private final Stage stage32 = register_module("stage32", new Stage(56, 64));
    private final ConvNorm lateral8 = register_module("lateral8", new ConvNorm(40, PYRAMID, 1, 1, 1, false));
    private final ConvNorm lateral16 = register_module("lateral16", new ConvNorm(56, PYRAMID, 1, 1, 1, false));
    private final ConvNorm lateral32 = register_module("lateral32", new ConvNorm(64, PYRAMID, 1, 1, 1, false));
    private final Conv2dImpl tower = register_module("tower", Layers.heConv(PYRAMID, PYRAMID, 3, 1, false));
    // the levels share the convolution, but not the statistics: those of their mixture fit none of them
    private final BatchNorm2dImpl norm8 = register_module("norm8", Layers.batchNorm(PYRAMID, 1e-5, 0.1));
    private final BatchNorm2dImpl norm16 = register_module("norm16", Layers.batchNorm(PYRAMID, 1e-5, 0.1));
    private final BatchNorm2dImpl norm32 = register_module("norm32", Layers.batchNorm(PYRAMID, 1e-5, 0.1));
    private final Conv2dImpl head = register_module("head", Layers.heConv(PYRAMID, OUTPUTS, 1, 1, true));

    /** Creates the network with random weights. */
    public DetectorNet() {
        try (NoGradGuard noGrad = new NoGradGuard()) {
            head.weight().mul_(new Scalar(0.1));
            head.bias().narrow(0, 0, 1).fill_(new Scalar(INITIAL_SCORE));
        }
        channelsLast();
    }

    /** The smallest multiple of the last stride that is at least a side in pixels. */
    public static int paddedSide(int side) {
        return (side + LAST_STRIDE - 1) / LAST_STRIDE * LAST_STRIDE;
    }

    /**
     * @param pictures both sides multiples of 32 // [n, 3, h, w]
     * @return the cells of the levels one after another, each in rows // [n, h/8 w/8 + h/16 w/16 + h/32 w/32, 15]
     */
    @Override
    public Tensor forward(Tensor pictures) {
        Tensor c4 = stage4.forward(torch.relu(stem.forward(pictures))); // [n, 24, h/4, w/4]
        Tensor c8 = stage8.forward(c4); // [n, 40, h/8, w/8]
        Tensor c16 = stage16.forward(c8); // [n, 56, h/16, w/16]
        Tensor c32 = stage32.forward(c16); // [n, 64, h/32, w/32]
        Tensor p32 = torch.relu(lateral32.forward(c32)); // [n, 40, h/32, w/32]
        Tensor p16 = torch.relu(lateral16.forward(c16)).add(upsampled(p32)); // [n, 40, h/16, w/16]
        Tensor p8 = torch.relu(lateral8.forward(c8)).add(upsampled(p16)); // [n, 40, h/8, w/8]
        return torch.cat(new TensorVector(cells(p8, norm8), cells(p16, norm16), cells(p32, norm32)), 1);
    }

    private Tensor cells(Tensor level, BatchNorm2dImpl norm) {
        Tensor outputs = head.forward(torch.relu(norm.forward(tower.forward(level)))); // [n, 15, h, w]
        return outputs.permute(0, 2, 3, 1).reshape(outputs.size(0), -1, OUTPUTS); // [n, h w, 15]
    }

    private static Tensor upsampled(Tensor x) {
        return torch.upsample_nearest2d(x, 2 * x.size(2), 2 * x.size(3));
    }

    /** Half the resolution, then {@code relu(x + bn(conv(x)))}. */
    private static final class Stage extends Module {
        private final ConvNorm down;
        private final ConvNorm residual;

        Stage(int in, int out) {
            down = register_module("down", new ConvNorm(in, out, 3, 2, 1, false));
            residual = register_module("residual", new ConvNorm(out, out, 3, 1, 1, false));
        }

        Tensor forward(Tensor x) {
            Tensor half = torch.relu(down.forward(x)); // [n, out, h/2, w/2]
            return torch.relu(half.add(residual.forward(half)));
        }
    }
}
