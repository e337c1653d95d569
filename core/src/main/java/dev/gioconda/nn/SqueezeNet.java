package dev.gioconda.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.DropoutImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * SqueezeNet 1.1 (Iandola et al. 2016, arXiv 1602.07360, with the earlier poolings of the authors' version 1.1): fire
 * modules, which reduce the channels by 1x1 kernels and expand them by parallel 1x1 and 3x3 kernels. No normalization.
 */
final class SqueezeNet {

    private static final int STEM = 64;
    private static final int[][] SQUEEZED = {{16, 16}, {32, 32}, {48, 48, 64, 64}}; // expanded to 8 times as many

    private SqueezeNet() {}

    /**
     * @param keras whether poolings drop an odd last row or column, as in Keras, instead of padding it
     * @param classes number of classes of the classifier; 0 for none
     */
    static Backbone build(boolean keras, int classes) {
        Module features = new Module("features");
        List<Layer> layers = new ArrayList<>();
        Conv2dImpl stem = features.register_module("0", new Conv2dImpl(Layers.unpaddedConv(3, STEM, 3, 2)));
        heUniformInit(stem);
        layers.add(Layer.of("features.0", stem::forward, stem)); // [n, 64, (h-1)/2, (w-1)/2]
        layers.add(Layer.of("features.1", torch::relu)); // [n, 64, (h-1)/2, (w-1)/2]
        int in = STEM;
        int index = 2; // torchvision also counts poolings
        for (int[] group : SQUEEZED) {
            layers.add(Layer.of("features." + index++, x -> Layers.maxPool3(x, 0, !keras))); // [n, in, h/2, w/2]
            for (int squeezed : group) {
                Fire fire = features.register_module("" + index, new Fire(in, squeezed));
                layers.add(Layer.of("features." + index++, fire::forward, fire)); // [n, 8 * squeezed, h, w]
                in = 8 * squeezed;
            }
        }
        return new Backbone(Map.of("features", features), layers, in, classes == 0 ? null : top(in, classes));
    }

    /** A 1x1 convolution to class scores at every position, and their mean. */
    private static Backbone.Top top(int channels, int classes) {
        Module classifier = new Module("classifier");
        DropoutImpl dropout = classifier.register_module("0", new DropoutImpl(0.5));
        Conv2dImpl conv = classifier.register_module("1", Layers.conv(channels, classes, 1, 1, true));
        torch.normal_(conv.weight(), 0, 0.01);
        Layers.zero(conv.bias());
        return new Backbone.Top(
                "classifier",
                classifier,
                x -> Layers.globalAvgPool(torch.relu(conv.forward(dropout.forward(x))))); // [n, classes]
    }

    /** He's uniform initialization: limit {@code sqrt(6 / fan_in)}, bias zero. */
    private static void heUniformInit(Conv2dImpl conv) {
        torch.kaiming_uniform_(conv.weight());
        Layers.zero(conv.bias());
    }

    /** {@code [relu(expand1x1(y)), relu(expand3x3(y))]} of {@code y = relu(squeeze(x))}. */
    private static final class Fire extends Module {
        private final Conv2dImpl squeeze;
        private final Conv2dImpl expand1;
        private final Conv2dImpl expand3;

        Fire(int in, int squeezed) {
            squeeze = register_module("squeeze", Layers.conv(in, squeezed, 1, 1, true));
            expand1 = register_module("expand1x1", Layers.conv(squeezed, 4 * squeezed, 1, 1, true));
            expand3 = register_module("expand3x3", Layers.conv(squeezed, 4 * squeezed, 3, 1, true));
            List.of(squeeze, expand1, expand3).forEach(SqueezeNet::heUniformInit);
        }

        Tensor forward(Tensor x) {
            Tensor y = torch.relu(squeeze.forward(x)); // [n, squeezed, h, w]
            Tensor wide = torch.cat(new TensorVector(expand1.forward(y), expand3.forward(y)), 1);
            return torch.relu(wide); // [n, 8 * squeezed, h, w]
        }
    }
}
