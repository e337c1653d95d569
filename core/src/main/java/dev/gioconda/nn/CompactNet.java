package dev.gioconda.nn;

import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.DropoutImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The project's own small residual network with squeeze-and-excitation, 1.6 million parameters, for faces of about 64 x
 * 64.
 *
 * <p>Pre-activation residual blocks (He et al. 2016, arXiv 1603.05027) that halve the resolution and increase the
 * number of channels, each recalibrated by squeeze-and-excitation (Hu et al. 2018, arXiv 1709.01507); global average
 * pooling and one linear layer. Full 3x3 convolutions instead of depthwise ones: they reach several times the
 * arithmetic rate on CPUs.
 */
public final class CompactNet extends Network implements FeatureMapNetwork {

    private static final int STEM = 32;
    private static final int[] WIDTHS = {64, 96, 192};
    private static final int[] DEPTHS = {1, 2, 2};

    private final Conv2dImpl stem;
    private final PreActivationBlock[] blocks = new PreActivationBlock[5];
    private final BatchNorm2dImpl norm;
    private final DropoutImpl dropout = register_module("dropout", new DropoutImpl(0.3));
    private final LinearImpl head;

    /** @param outputs raw outputs, see {@link Output#outputCount} */
    public CompactNet(int outputs) {
        stem = register_module("stem", Layers.conv(3, STEM, 3, 1, false));
        int in = STEM;
        int index = 0;
        for (int stage = 0; stage < WIDTHS.length; stage++) {
            for (int depth = 0; depth < DEPTHS[stage]; depth++) {
                PreActivationBlock block = new PreActivationBlock(in, WIDTHS[stage], depth == 0 ? 2 : 1);
                blocks[index] = register_module("block" + (index + 1), block);
                in = WIDTHS[stage];
                index++;
            }
        }
        norm = register_module("norm", Layers.batchNorm(in, 1e-5, 0.1));
        head = register_module("head", new LinearImpl(in, outputs));
        channelsLast();
    }

    @Override
    public Tensor forward(Tensor pictures) {
        return forwardHead(features(pictures));
    }

    @Override
    public Tensor features(Tensor pictures) {
        Tensor x = stem.forward(pictures); // [n, 32, h, w]
        for (PreActivationBlock block : blocks) {
            x = block.forward(x); // [n, 64, h/2, w/2], then 96 at h/4, 192 at h/8
        }
        return torch.relu(norm.forward(x)); // [n, 192, h/8, w/8]
    }

    @Override
    public Tensor forwardHead(Tensor features) {
        return head.forward(dropout.forward(features.mean(2, 3))); // [n, outputs]
    }

    /** {@code x + se(conv(relu(bn(conv(relu(bn(x)))))))}, the shortcut is projected if the shape changes. */
    private static final class PreActivationBlock extends Module {
        private final BatchNorm2dImpl norm1;
        private final Conv2dImpl conv1;
        private final BatchNorm2dImpl norm2;
        private final Conv2dImpl conv2;
        private final Conv2dImpl squeeze;
        private final Conv2dImpl excite;
        private final @Nullable Conv2dImpl project;

        PreActivationBlock(int in, int out, int stride) {
            norm1 = register_module("norm1", Layers.batchNorm(in, 1e-5, 0.1));
            conv1 = register_module("conv1", Layers.conv(in, out, 3, stride, false));
            norm2 = register_module("norm2", Layers.batchNorm(out, 1e-5, 0.1));
            conv2 = register_module("conv2", Layers.conv(out, out, 3, 1, false));
            squeeze = register_module("squeeze", Layers.conv(out, out / 8, 1, 1, true));
            excite = register_module("excite", Layers.conv(out / 8, out, 1, 1, true));
            project = stride == 1 && in == out ? null : register_module("project", Layers.conv(in, out, 1, 1, false));
        }

        Tensor forward(Tensor x) {
            Tensor active = torch.relu(norm1.forward(x)); // [n, in, h, w]
            Tensor shortcut =
                    project == null ? x : project.forward(torch.avg_pool2d(active, 2, 2)); // [n, out, h/s, w/s]
            Tensor y = conv1.forward(active); // [n, out, h/s, w/s]
            y = conv2.forward(torch.relu(norm2.forward(y))); // [n, out, h/s, w/s]
            Tensor gate =
                    y.mean(new long[] {2, 3}, true, new org.bytedeco.pytorch.ScalarTypeOptional()); // [n, out, 1, 1]
            gate = excite.forward(torch.relu(squeeze.forward(gate))).sigmoid(); // [n, out, 1, 1]
            return shortcut.add(y.mul(gate));
        }
    }
}
