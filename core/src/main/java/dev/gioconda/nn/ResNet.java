package dev.gioconda.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * ResNet (He et al. 2016, arXiv 1512.03385): blocks {@code relu(f(x) + x)}, where f is two 3x3 convolutions (18 layers)
 * or a bottleneck of 1x1, 3x3 and 1x1 (50). Differs from the paper as torchvision's "v1.5": the stride of a bottleneck
 * is in the 3x3 convolution. Keras' ResNet50 has it in the first 1x1, as the paper, and its convolutions have biases.
 */
final class ResNet {

    private static final int[] WIDTHS = {64, 128, 256, 512};

    /** The differences of the depths; {@code strided} is the index in a block of the convolution with the stride. */
    private record ResNetConfig(
            List<Integer> depths, List<Integer> kernels, int expansion, int stridedConv, boolean bias, double epsilon) {

        static ResNetConfig of(int depth, boolean keras) {
            if (depth == 18) {
                return new ResNetConfig(List.of(2, 2, 2, 2), List.of(3, 3), 1, 0, false, 1e-5);
            }
            return new ResNetConfig(
                    List.of(3, 4, 6, 3), List.of(1, 3, 1), 4, keras ? 0 : 1, keras, keras ? 1.001e-5 : 1e-5);
        }

        Conv2dImpl conv(int in, int out, int kernel, int stride) {
            return Layers.heConv(in, out, kernel, stride, bias);
        }

        BatchNorm2dImpl norm(int channels) {
            return Layers.batchNorm(channels, epsilon, 0.1);
        }
    }

    private ResNet() {}

    /**
     * @param depth 18 or 50
     * @param keras whether stride, biases and epsilon are those of Keras; depth 50 only
     * @param classes number of classes of the classifier; 0 for none
     */
    static Backbone build(int depth, boolean keras, int classes) {
        ResNetConfig config = ResNetConfig.of(depth, keras);
        Conv2dImpl conv1 = config.conv(3, 64, 7, 2);
        BatchNorm2dImpl bn1 = config.norm(64);
        Map<String, Module> roots = new LinkedHashMap<>();
        roots.put("conv1", conv1);
        roots.put("bn1", bn1);
        List<Layer> layers = new ArrayList<>();
        layers.add(Layer.of("conv1", conv1::forward, conv1)); // [n, 64, h/2, w/2]
        layers.add(Layer.of("bn1", bn1::forward, bn1)); // [n, 64, h/2, w/2]
        layers.add(Layer.of("relu", torch::relu)); // [n, 64, h/2, w/2]
        layers.add(Layer.of("maxpool", x -> Layers.maxPool3(x, 1, false))); // [n, 64, h/4, w/4]
        int in = 64;
        for (int stage = 0; stage < WIDTHS.length; stage++) {
            String name = "layer" + (stage + 1);
            Module group = new Module(name);
            for (int i = 0; i < config.depths().get(stage); i++) {
                int stride = stage > 0 && i == 0 ? 2 : 1;
                ResNetBlock block = group.register_module("" + i, new ResNetBlock(config, in, WIDTHS[stage], stride));
                layers.add(Layer.of(name + "." + i, block::forward, block)
                        .keepingAlive(block.downsample)); // [n, width * expansion, h/s, w/s]
                in = WIDTHS[stage] * config.expansion();
            }
            roots.put(name, group);
        }
        return new Backbone(roots, layers, in, classes == 0 ? null : top(in, classes));
    }

    private static Backbone.Top top(int channels, int classes) {
        LinearImpl fc = new LinearImpl(channels, classes);
        return new Backbone.Top("fc", fc, x -> fc.forward(Layers.globalAvgPool(x))); // [n, classes]
    }

    /** {@code relu(f(x) + x)}, the shortcut is projected if the shape changes. */
    private static final class ResNetBlock extends Module {
        private final List<Conv2dImpl> convs = new ArrayList<>();
        private final List<BatchNorm2dImpl> norms = new ArrayList<>();
        private final Module downsample = new Module("downsample");
        private @Nullable Conv2dImpl project;
        private @Nullable BatchNorm2dImpl projectNorm;

        ResNetBlock(ResNetConfig config, int in, int width, int stride) {
            int last = config.kernels().size() - 1;
            int out = width * config.expansion();
            for (int i = 0; i <= last; i++) {
                int from = i == 0 ? in : width;
                int to = i == last ? out : width;
                int step = i == config.stridedConv() ? stride : 1;
                convs.add(register_module(
                        "conv" + (i + 1), config.conv(from, to, config.kernels().get(i), step)));
                norms.add(register_module("bn" + (i + 1), config.norm(to)));
            }
            if (stride != 1 || in != out) {
                register_module("downsample", downsample);
                project = downsample.register_module("0", config.conv(in, out, 1, stride));
                projectNorm = downsample.register_module("1", config.norm(out));
            }
        }

        Tensor forward(Tensor x) {
            Tensor y = norms.get(0).forward(convs.get(0).forward(x)); // [n, width, h, w]
            for (int i = 1; i < convs.size(); i++) {
                y = norms.get(i).forward(convs.get(i).forward(torch.relu(y))); // [n, width or out, h/s, w/s]
            }
            Tensor shortcut = project == null || projectNorm == null ? x : projectNorm.forward(project.forward(x));
            return torch.relu(y.add(shortcut)); // [n, out, h/s, w/s]
        }
    }
}
