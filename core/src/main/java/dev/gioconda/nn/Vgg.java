package dev.gioconda.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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
 * VGG (Simonyan and Zisserman 2015, arXiv 1409.1556, configurations D and E): blocks of 3x3 convolutions with ReLU,
 * each followed by a pooling. Layers have Keras' names; {@code block1_conv1} is the convolution with its ReLU.
 */
final class Vgg {

    private static final int[] WIDTHS = {64, 128, 256, 512, 512};
    private static final int[] VGG16 = {2, 2, 3, 3, 3};
    private static final int[] VGG19 = {2, 2, 4, 4, 4};
    private static final int HIDDEN = 4096;

    private Vgg() {}

    /**
     * @param depth 16 or 19
     * @param width factor of the number of channels of every layer, such as 0.5
     * @param withBatchNorm whether batch normalization is between each convolution and its ReLU, for pretraining; see
     *     {@link BatchNormFolding}
     * @param classes number of classes of the classifier, for inputs of at least 32 x 32; 0 for none
     */
    static Backbone build(int depth, double width, Pooling pooling, boolean withBatchNorm, int classes) {
        int[] convolutions = depth == 16 ? VGG16 : VGG19;
        Module features = new Module("features");
        Module norms = new Module("norms");
        List<Layer> layers = new ArrayList<>();
        int in = 3;
        int index = 0; // torchvision counts convolutions, activations and poolings
        for (int block = 0; block < WIDTHS.length; block++) {
            int out = (int) Math.round(WIDTHS[block] * width);
            for (int i = 1; i <= convolutions[block]; i++) {
                Conv2dImpl conv = features.register_module("" + index, Layers.conv(in, out, 3, 1, true));
                Layers.heInit(conv.weight(), conv.bias());
                String name = "block%d_conv%d".formatted(block + 1, i);
                if (withBatchNorm) {
                    BatchNorm2dImpl norm = norms.register_module("" + index, Layers.batchNorm(out, 1e-5, 0.1));
                    layers.add(Layer.of(name, x -> torch.relu(norm.forward(conv.forward(x))), conv, norm));
                } else {
                    layers.add(Layer.of(name, new ConvRelu(conv), conv)); // [n, out, h, w]
                }
                in = out;
                index += 2;
            }
            layers.add(Layer.of("block%d_pool".formatted(block + 1), pooling::halve)); // [n, out, h/2, w/2]
            index++;
        }
        Map<String, Module> roots = new LinkedHashMap<>(Map.of("features", features));
        if (withBatchNorm) {
            roots.put("norms", norms);
        }
        return new Backbone(roots, layers, in, classes == 0 ? null : top(in, classes));
    }

    /** Adaptive pooling to 7 x 7 and three dense layers. */
    private static Backbone.@Nullable Top top(int channels, int classes) {
        Module classifier = new Module("classifier");
        LinearImpl fc1 = classifier.register_module("0", new LinearImpl(channels * 49L, HIDDEN));
        DropoutImpl dropout1 = classifier.register_module("2", new DropoutImpl(0.5));
        LinearImpl fc2 = classifier.register_module("3", new LinearImpl(HIDDEN, HIDDEN));
        DropoutImpl dropout2 = classifier.register_module("5", new DropoutImpl(0.5));
        LinearImpl fc3 = classifier.register_module("6", new LinearImpl(HIDDEN, classes));
        return new Backbone.Top("classifier", classifier, x -> {
            Tensor y = Layers.adaptiveAvgPool(x, 7).flatten(1, 3); // [n, channels * 49]
            y = dropout1.forward(torch.relu(fc1.forward(y))); // [n, 4096]
            y = dropout2.forward(torch.relu(fc2.forward(y))); // [n, 4096]
            return fc3.forward(y); // [n, classes]
        });
    }
}
