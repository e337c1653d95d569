package dev.gioconda.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * DenseNet-121 (Huang et al. 2017, arXiv 1608.06993): the input of every layer of a block is the output of all layers
 * before it, {@code x -> [x, new(x)]}, with 32 new channels a layer; transitions between the blocks halve channels and
 * resolution.
 */
final class DenseNet {

    private static final int[] DEPTHS = {6, 12, 24, 16};
    private static final int GROWTH = 32;
    private static final int BOTTLENECK = 4 * GROWTH;

    private DenseNet() {}

    /**
     * @param keras whether the epsilon of batch normalization is that of Keras, 1.001e-5, instead of 1e-5
     * @param classes number of classes of the classifier; 0 for none
     */
    static Backbone build(boolean keras, int classes) {
        double epsilon = keras ? 1.001e-5 : 1e-5;
        Module features = new Module("features");
        List<Layer> layers = new ArrayList<>();
        int in = 2 * GROWTH;
        Conv2dImpl conv0 = features.register_module("conv0", conv(3, in, 7, 2));
        BatchNorm2dImpl norm0 = features.register_module("norm0", Layers.batchNorm(in, epsilon, 0.1));
        layers.add(Layer.of("conv0", conv0::forward, conv0)); // [n, 64, h/2, w/2]
        layers.add(Layer.of("norm0", norm0::forward, norm0)); // [n, 64, h/2, w/2]
        layers.add(Layer.of("relu0", torch::relu)); // [n, 64, h/2, w/2]
        layers.add(Layer.of("pool0", x -> Layers.maxPool3(x, 1, false))); // [n, 64, h/4, w/4]
        for (int i = 1; i <= DEPTHS.length; i++) {
            String name = "denseblock" + i;
            Module block = features.register_module(name, new Module(name));
            for (int j = 1; j <= DEPTHS[i - 1]; j++) {
                DenseLayer dense = block.register_module("denselayer" + j, new DenseLayer(in, epsilon));
                layers.add(Layer.of(name + ".denselayer" + j, dense::forward, dense)
                        .keepingAlive(block)); // [n, in + 32, h, w]
                in += GROWTH;
            }
            if (i < DEPTHS.length) {
                Transition transition = features.register_module("transition" + i, new Transition(in, epsilon));
                layers.add(Layer.of("transition" + i, transition::forward, transition)); // [n, in/2, h/2, w/2]
                in /= 2;
            }
        }
        BatchNorm2dImpl norm5 = features.register_module("norm5", Layers.batchNorm(in, epsilon, 0.1));
        layers.add(Layer.of("norm5", norm5::forward, norm5)); // [n, 1024, h/32, w/32]
        layers.add(Layer.of("relu5", torch::relu)); // features after the ReLU, as in Keras
        return new Backbone(Map.of("features", features), layers, in, classes == 0 ? null : top(in, classes));
    }

    private static Backbone.Top top(int channels, int classes) {
        LinearImpl linear = new LinearImpl(channels, classes);
        Layers.zero(linear.bias());
        return new Backbone.Top("classifier", linear, x -> linear.forward(Layers.globalAvgPool(x)));
    }

    /** A convolution without bias; He's normal initialization with standard deviation {@code sqrt(2 / fan_in)}. */
    private static Conv2dImpl conv(int in, int out, int kernel, int stride) {
        Conv2dImpl conv = Layers.conv(in, out, kernel, stride, false);
        torch.kaiming_normal_(conv.weight());
        return conv;
    }

    /** {@code [x, conv3(relu(bn(conv1(relu(bn(x))))))]}. */
    private static final class DenseLayer extends Module {
        private final BatchNorm2dImpl norm1;
        private final Conv2dImpl conv1;
        private final BatchNorm2dImpl norm2;
        private final Conv2dImpl conv2;

        DenseLayer(int in, double epsilon) {
            norm1 = register_module("norm1", Layers.batchNorm(in, epsilon, 0.1));
            conv1 = register_module("conv1", conv(in, BOTTLENECK, 1, 1));
            norm2 = register_module("norm2", Layers.batchNorm(BOTTLENECK, epsilon, 0.1));
            conv2 = register_module("conv2", conv(BOTTLENECK, GROWTH, 3, 1));
        }

        Tensor forward(Tensor x) {
            Tensor y = conv1.forward(torch.relu(norm1.forward(x))); // [n, 128, h, w]
            y = conv2.forward(torch.relu(norm2.forward(y))); // [n, 32, h, w]
            return torch.cat(new TensorVector(x, y), 1); // [n, in + 32, h, w]
        }
    }

    /** {@code avgpool2(conv1(relu(bn(x))))}. */
    private static final class Transition extends Module {
        private final BatchNorm2dImpl norm;
        private final Conv2dImpl conv;

        Transition(int in, double epsilon) {
            norm = register_module("norm", Layers.batchNorm(in, epsilon, 0.1));
            conv = register_module("conv", conv(in, in / 2, 1, 1));
        }

        Tensor forward(Tensor x) {
            Tensor y = conv.forward(torch.relu(norm.forward(x))); // [n, in/2, h, w]
            return torch.avg_pool2d(y, 2, 2); // [n, in/2, h/2, w/2]
        }
    }
}
