package dev.gioconda.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.DropoutImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * EfficientNet-B0 (Tan and Le 2019, arXiv 1905.11946, table 1): inverted bottlenecks with depthwise convolutions and
 * squeeze-and-excitation (Hu et al. 2018, arXiv 1709.01507), SiLU throughout. During training whole blocks are skipped
 * for random pictures (stochastic depth, Huang et al. 2016, arXiv 1603.09382), block i of 16 with probability {@code
 * 0.2 i / 16}.
 */
final class EfficientNet {

    /** A row of the paper's table: {@code expansion} is its "MBConv6". */
    private record MbConvStage(int expansion, int kernel, int stride, int channels, int repeats) {}

    private static final List<MbConvStage> STAGES = List.of(
            new MbConvStage(1, 3, 1, 16, 1),
            new MbConvStage(6, 3, 2, 24, 2),
            new MbConvStage(6, 5, 2, 40, 2),
            new MbConvStage(6, 3, 2, 80, 3),
            new MbConvStage(6, 5, 1, 112, 3),
            new MbConvStage(6, 5, 2, 192, 4),
            new MbConvStage(6, 3, 1, 320, 1));
    private static final int BLOCKS =
            STAGES.stream().mapToInt(MbConvStage::repeats).sum(); // 16
    private static final double DROP_RATE = 0.2; // of the classifier; the limit of the blocks' drop rates
    private static final int STEM = 32;
    private static final int HEAD = 1280;

    private EfficientNet() {}

    /**
     * @param keras whether paddings and epsilon are those of Keras, see {@link ConvNorm}
     * @param classes number of classes of the classifier; 0 for none
     */
    static Backbone build(boolean keras, int classes) {
        Module features = new Module("features");
        List<Layer> layers = new ArrayList<>();
        ConvNorm stem = features.register_module("0", new ConvNorm(3, STEM, 3, 2, 1, keras));
        layers.add(Layer.of("features.0", x -> torch.silu(stem.forward(x)), stem)); // [n, 32, h/2, w/2]
        int in = STEM;
        int blockIndex = 0;
        for (int i = 1; i <= STAGES.size(); i++) {
            MbConvStage stage = STAGES.get(i - 1);
            Module group = features.register_module("" + i, new Module("" + i));
            for (int j = 0; j < stage.repeats(); j++) {
                MbConvBlock block =
                        new MbConvBlock(in, stage, j == 0 ? stage.stride() : 1, DROP_RATE * blockIndex / BLOCKS, keras);
                group.register_module("" + j, block);
                layers.add(Layer.of("features.%d.%d".formatted(i, j), block::forward, block)
                        .keepingAlive(group, block.inner)); // [n, channels, h/s, w/s]
                in = stage.channels();
                blockIndex++;
            }
        }
        ConvNorm head = features.register_module("8", new ConvNorm(in, HEAD, 1, 1, 1, keras));
        layers.add(Layer.of("features.8", x -> torch.silu(head.forward(x)), head)); // [n, 1280, h/32, w/32]
        return new Backbone(Map.of("features", features), layers, HEAD, classes == 0 ? null : top(classes));
    }

    private static Backbone.Top top(int classes) {
        Module classifier = new Module("classifier");
        DropoutImpl dropout = classifier.register_module("0", new DropoutImpl(DROP_RATE));
        LinearImpl linear = classifier.register_module("1", new LinearImpl(HEAD, classes));
        double limit = 1 / Math.sqrt(classes);
        torch.uniform_(linear.weight(), -limit, limit);
        Layers.zero(linear.bias());
        return new Backbone.Top(
                "classifier",
                classifier,
                x -> linear.forward(dropout.forward(Layers.globalAvgPool(x)))); // [n, classes]
    }

    /** {@code x + project(se(depthwise(expand(x))))}, the sum only if the shape does not change. */
    private static final class MbConvBlock extends Module {
        private final Module inner;
        private final @Nullable ConvNorm expand;
        private final ConvNorm depthwise;
        private final SqueezeExcitation excitation;
        private final ConvNorm project;
        private final boolean residual;
        private final double dropRate;

        MbConvBlock(int in, MbConvStage stage, int stride, double dropRate, boolean keras) {
            int expandedChannels = in * stage.expansion();
            int out = stage.channels();
            inner = register_module("block", new Module("block"));
            int index = 0;
            expand = expandedChannels == in
                    ? null
                    : inner.register_module("" + index++, new ConvNorm(in, expandedChannels, 1, 1, 1, keras));
            depthwise = inner.register_module(
                    "" + index++,
                    new ConvNorm(expandedChannels, expandedChannels, stage.kernel(), stride, expandedChannels, keras));
            excitation =
                    inner.register_module("" + index++, new SqueezeExcitation(expandedChannels, Math.max(1, in / 4)));
            project = inner.register_module("" + index, new ConvNorm(expandedChannels, out, 1, 1, 1, keras));
            residual = stride == 1 && in == out;
            this.dropRate = dropRate;
        }

        Tensor forward(Tensor x) {
            Tensor y = expand == null ? x : torch.silu(expand.forward(x)); // [n, wide, h, w]
            y = torch.silu(depthwise.forward(y)); // [n, wide, h/s, w/s]
            y = project.forward(excitation.forward(y)); // [n, out, h/s, w/s]
            if (!residual) {
                return y;
            }
            return x.add(is_training() ? Layers.stochasticDepth(y, dropRate) : y); // [n, out, h, w]
        }
    }

    /** {@code x sigmoid(fc2(silu(fc1(mean(x)))))}. */
    private static final class SqueezeExcitation extends Module {
        private final Conv2dImpl fc1;
        private final Conv2dImpl fc2;

        SqueezeExcitation(int channels, int squeezed) {
            fc1 = register_module("fc1", Layers.heConv(channels, squeezed, 1, 1, true));
            fc2 = register_module("fc2", Layers.heConv(squeezed, channels, 1, 1, true));
        }

        Tensor forward(Tensor x) {
            Tensor gate = torch.silu(fc1.forward(Layers.adaptiveAvgPool(x, 1))); // [n, squeezed, 1, 1]
            return x.mul(fc2.forward(gate).sigmoid()); // [n, channels, h, w]
        }
    }
}
