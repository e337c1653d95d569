package dev.gioconda.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.DropoutImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * MobileNetV2 (Sandler et al. 2018, arXiv 1801.04381, table 2): inverted residuals, which expand the channels, apply a
 * depthwise convolution and project back without activation; ReLU6 {@code min(max(x, 0), 6)} elsewhere.
 */
final class MobileNet {

    /** A row of the paper's table: t, c, n, s. */
    private record InvertedResidualStage(int expansion, int channels, int repeats, int stride) {}

    private static final List<InvertedResidualStage> STAGES = List.of(
            new InvertedResidualStage(1, 16, 1, 1),
            new InvertedResidualStage(6, 24, 2, 2),
            new InvertedResidualStage(6, 32, 3, 2),
            new InvertedResidualStage(6, 64, 4, 2),
            new InvertedResidualStage(6, 96, 3, 1),
            new InvertedResidualStage(6, 160, 3, 2),
            new InvertedResidualStage(6, 320, 1, 1));
    private static final int STEM = 32;
    private static final int HEAD = 1280;

    private MobileNet() {}

    /**
     * @param keras whether paddings and epsilon are those of Keras, see {@link ConvNorm}
     * @param classes number of classes of the classifier; 0 for none
     */
    static Backbone build(boolean keras, int classes) {
        Module features = new Module("features");
        List<Layer> layers = new ArrayList<>();
        ConvNorm stem = features.register_module("0", new ConvNorm(3, STEM, 3, 2, 1, keras));
        layers.add(Layer.of("features.0", x -> torch.relu6(stem.forward(x)), stem)); // [n, 32, h/2, w/2]
        int in = STEM;
        int index = 1;
        for (InvertedResidualStage stage : STAGES) {
            for (int i = 0; i < stage.repeats(); i++) {
                InvertedResidual block = new InvertedResidual(in, stage, i == 0 ? stage.stride() : 1, keras);
                features.register_module("" + index, block);
                layers.add(Layer.of("features." + index, block::forward, block)
                        .keepingAlive(block.inner)); // [n, channels, h/s, w/s]
                in = stage.channels();
                index++;
            }
        }
        ConvNorm head = features.register_module("" + index, new ConvNorm(in, HEAD, 1, 1, 1, keras));
        layers.add(Layer.of("features." + index, x -> torch.relu6(head.forward(x)), head)); // [n, 1280, h/32, w/32]
        return new Backbone(Map.of("features", features), layers, HEAD, classes == 0 ? null : top(classes));
    }

    private static Backbone.Top top(int classes) {
        Module classifier = new Module("classifier");
        DropoutImpl dropout = classifier.register_module("0", new DropoutImpl(0.2));
        LinearImpl linear = classifier.register_module("1", new LinearImpl(HEAD, classes));
        torch.normal_(linear.weight(), 0, 0.01);
        Layers.zero(linear.bias());
        return new Backbone.Top(
                "classifier",
                classifier,
                x -> linear.forward(dropout.forward(Layers.globalAvgPool(x)))); // [n, classes]
    }

    /** {@code x + bn(conv1(depthwise(expand(x))))}, the sum only if the shape does not change. */
    private static final class InvertedResidual extends Module {
        private final Module inner;
        private final @Nullable ConvNorm expand;
        private final ConvNorm depthwise;
        private final Conv2dImpl project;
        private final BatchNorm2dImpl norm;
        private final boolean residual;

        InvertedResidual(int in, InvertedResidualStage stage, int stride, boolean keras) {
            int expandedChannels = in * stage.expansion();
            int out = stage.channels();
            inner = register_module("conv", new Module("conv"));
            int index = 0;
            expand = expandedChannels == in
                    ? null
                    : inner.register_module("" + index++, new ConvNorm(in, expandedChannels, 1, 1, 1, keras));
            depthwise = inner.register_module(
                    "" + index++, new ConvNorm(expandedChannels, expandedChannels, 3, stride, expandedChannels, keras));
            project = inner.register_module("" + index++, Layers.heConv(expandedChannels, out, 1, 1, false));
            norm = inner.register_module("" + index, Layers.batchNorm(out, keras ? 1e-3 : 1e-5, 0.1));
            residual = stride == 1 && in == out;
        }

        Tensor forward(Tensor x) {
            Tensor y = expand == null ? x : torch.relu6(expand.forward(x)); // [n, wide, h, w]
            y = torch.relu6(depthwise.forward(y)); // [n, wide, h/s, w/s]
            y = norm.forward(project.forward(y)); // [n, out, h/s, w/s]
            return residual ? x.add(y) : y;
        }
    }
}
