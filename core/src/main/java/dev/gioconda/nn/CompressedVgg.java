package dev.gioconda.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * VGG19 to {@code block5_conv1} with a quarter of the channels: the fifth "16x" encoder of Wang et al. 2020, "Collaborative Distillation for
 * Ultra-Resolution Universal Style Transfer", arXiv 2003.08436. It differs from {@link Vgg}: a trained 1 x 1 convolution converts RGB in [0, 1]
 * to about Caffe's pixels, and all convolutions pad by reflection.
 */
final class CompressedVgg {

    private static final int[] WIDTHS = {16, 32, 64, 128, 128};
    private static final int[] CONVOLUTIONS = {2, 2, 4, 4, 1};

    private CompressedVgg() {}

    static Backbone build(Pooling pooling) {
        Module pixels = new Module("pixels");
        Conv2dImpl conversion = pixels.register_module("0", new Conv2dImpl(Layers.unpaddedConv(3, 3, 1, 1)));
        Module features = new Module("features");
        List<Layer> layers = new ArrayList<>();
        int in = 3;
        int index = 0; // torchvision counts convolutions, activations and poolings
        for (int block = 0; block < WIDTHS.length; block++) {
            for (int i = 1; i <= CONVOLUTIONS[block]; i++) {
                Conv2dImpl conv = features.register_module(
                        "" + index, new Conv2dImpl(Layers.unpaddedConv(in, WIDTHS[block], 3, 1)));
                Layers.heInit(conv.weight(), conv.bias());
                String name = "block%d_conv%d".formatted(block + 1, i);
                layers.add(
                        index == 0
                                ? Layer.of(name, x -> reflected(conv, conversion.forward(x)), conversion, conv)
                                : Layer.of(name, x -> reflected(conv, x), conv)); // [n, width, h, w]
                in = WIDTHS[block];
                index += 2;
            }
            if (block + 1 < WIDTHS.length) {
                layers.add(Layer.of("block%d_pool".formatted(block + 1), pooling::halve)); // [n, width, h/2, w/2]
                index++;
            }
        }
        Map<String, Module> roots = new LinkedHashMap<>();
        roots.put("pixels", pixels);
        roots.put("features", features);
        return new Backbone(roots, layers, in, null);
    }

    private static Tensor reflected(Conv2dImpl conv, Tensor x) {
        return torch.relu(conv.forward(Layers.reflectionPad(x, 1, 1, 1, 1)));
    }
}
