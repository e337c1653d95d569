package dev.gioconda.nn;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.DropoutImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The classification head of a backbone; its weights have names {@code head.…}. */
public enum Head {
    /** Global average pooling and one linear layer. */
    LINEAR {
        @Override
        Backbone attachTo(Backbone base, int rows, int columns, int outputs) {
            Module head = new Module("head");
            LinearImpl fc = head.register_module("fc", new LinearImpl(base.channels(), outputs));
            return base.withHead(
                    List.of(),
                    base.channels(),
                    new Backbone.Top(MODULE_NAME, head, x -> fc.forward(Layers.globalAvgPool(x)))); // [n, outputs]
        }
    },
    /** Global average pooling, a hidden layer of 256 with ReLU, dropout of 0.3, and one linear layer. */
    MLP {
        @Override
        Backbone attachTo(Backbone base, int rows, int columns, int outputs) {
            Module head = new Module("head");
            LinearImpl fc1 = head.register_module("fc1", new LinearImpl(base.channels(), 256));
            DropoutImpl dropout = head.register_module("dropout", new DropoutImpl(0.3));
            LinearImpl fc2 = head.register_module("fc2", new LinearImpl(256, outputs));
            return base.withHead(
                    List.of(),
                    base.channels(),
                    new Backbone.Top(
                            MODULE_NAME,
                            head,
                            x -> fc2.forward(dropout.forward(
                                    torch.relu(fc1.forward(Layers.globalAvgPool(x))))))); // [n, outputs]
        }
    },
    /**
     * The head of the study's classifier B: two 3x3 convolutions of 512 channels with tanh, max pooling 2x2, flatten,
     * dense 512 with ReLU, dense. Its convolutions are layers {@code block6_conv1}, {@code block6_conv2} and {@code
     * block6_pool} of the backbone, so that style transfer can use them. Keras' "valid" padding if the map is large
     * enough (7, 5, 3, 1 for 224 pixels), otherwise "same", which the study does not state. Glorot's initialization, as
     * in Keras.
     */
    STUDY {
        @Override
        Backbone attachTo(Backbone base, int rows, int columns, int outputs) {
            long[] map = featureMapSize(base, rows, columns);
            boolean valid = Math.min(map[0], map[1]) >= MIN_VALID_SIDE;
            Module head = new Module("head");
            Conv2dImpl conv1 = head.register_module("block6_conv1", conv(base.channels(), valid));
            Conv2dImpl conv2 = head.register_module("block6_conv2", conv(WIDTH, valid));
            long shrinkage = valid ? 4 : 0;
            long flattenedSize = WIDTH * ((map[0] - shrinkage) / 2) * ((map[1] - shrinkage) / 2);
            LinearImpl fc1 = head.register_module("fc1", new LinearImpl(flattenedSize, WIDTH));
            LinearImpl fc2 = head.register_module("fc2", new LinearImpl(WIDTH, outputs));
            Layers.glorotInit(fc1.weight(), fc1.bias());
            Layers.glorotInit(fc2.weight(), fc2.bias());
            List<Layer> layers = List.of(
                    Layer.of("block6_conv1", x -> conv1.forward(x).tanh(), conv1), // [n, 512, h, w]
                    Layer.of("block6_conv2", x -> conv2.forward(x).tanh(), conv2), // [n, 512, h', w']
                    Layer.of("block6_pool", x -> torch.max_pool2d(x, 2, 2))); // [n, 512, h'/2, w'/2]
            return base.withHead(
                    layers,
                    WIDTH,
                    new Backbone.Top(
                            MODULE_NAME,
                            head,
                            x -> fc2.forward(torch.relu(fc1.forward(x.flatten(1, 3)))))); // [n, outputs]
        }
    };

    /** The prefix of the names of a head's weights, before a dot. */
    public static final String MODULE_NAME = "head";

    private static final int WIDTH = 512;
    private static final int MIN_VALID_SIDE = 6;

    /** Creates the network for a given input size and number of raw outputs. */
    abstract Backbone attachTo(Backbone base, int rows, int columns, int outputs);

    private static Conv2dImpl conv(int in, boolean valid) {
        Conv2dOptions options = Layers.unpaddedConv(in, WIDTH, 3, 1);
        if (!valid) {
            options.padding().put(new LongPointer(1, 1));
        }
        Conv2dImpl conv = new Conv2dImpl(options);
        Layers.glorotInit(conv.weight(), conv.bias());
        return conv;
    }

    /** Rows and columns of the backbone's last feature map; fails if the input is too small. */
    private static long[] featureMapSize(Backbone base, int rows, int columns) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            base.eval();
            Tensor map = base.features(torch.zeros(1, 3, rows, columns));
            if (Math.min(map.size(2), map.size(3)) < 2) {
                throw new IllegalArgumentException(
                        "An input of %d x %d gives a feature map of %d x %d, the study's head needs 2 x 2; use 64 x 64 or more."
                                .formatted(columns, rows, map.size(3), map.size(2)));
            }
            return new long[] {map.size(2), map.size(3)};
        }
    }

    /** {@code linear}, {@code mlp} or {@code study}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The head with a given name. */
    public static Head of(String name) {
        return Arrays.stream(values())
                .filter(head -> head.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Head \"%s\" is unknown; choose one of %s."
                        .formatted(name, Arrays.stream(values()).map(Head::id).collect(Collectors.joining(", ")))));
    }
}
