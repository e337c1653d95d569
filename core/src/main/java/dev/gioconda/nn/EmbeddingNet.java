package dev.gioconda.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LinearOptions;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * dlib's residual network of 29 convolutions for embeddings of faces (King 2017, dlib_face_recognition_resnet_model_v1), with a chosen number
 * of channels inside each block: fewer channels make it smaller and faster, while the outputs of all blocks keep their shapes. It has no batch
 * normalization. The embedding is not normalized.
 */
public final class EmbeddingNet extends Network {

    /** Rows and columns of the input. */
    public static final int SIDE = 150;

    /** The number of values of an embedding. */
    public static final int LENGTH = 128;

    /** The channels inside dlib's own blocks. */
    public static final List<Integer> DLIB_WIDTHS =
            List.of(32, 32, 32, 64, 64, 64, 64, 128, 128, 128, 256, 256, 256, 256);

    private static final int STEM = 32;

    /** A block: its name, its channels, and whether it halves rows and columns. */
    private record BlockShape(String name, int in, int out, boolean halves) {}

    private static final List<BlockShape> BLOCKS = List.of(
            new BlockShape("conv32_1", 32, 32, false),
            new BlockShape("conv32_2", 32, 32, false),
            new BlockShape("conv32_3", 32, 32, false),
            new BlockShape("conv64_down", 32, 64, true),
            new BlockShape("conv64_1", 64, 64, false),
            new BlockShape("conv64_2", 64, 64, false),
            new BlockShape("conv64_3", 64, 64, false),
            new BlockShape("conv128_down", 64, 128, true),
            new BlockShape("conv128_1", 128, 128, false),
            new BlockShape("conv128_2", 128, 128, false),
            new BlockShape("conv256_down", 128, 256, true),
            new BlockShape("conv256_1", 256, 256, false),
            new BlockShape("conv256_2", 256, 256, false),
            new BlockShape("conv256_down_out", 256, 256, true));

    private final Conv2dImpl stem;
    private final List<Block> blocks = new ArrayList<>();
    private final LinearImpl projection;

    /**
     * @param widths channels inside each block, such as {@link #DLIB_WIDTHS}
     * @throws IllegalArgumentException if there are not as many as blocks, or one is less than 1 or more than the block's outputs
     */
    public EmbeddingNet(List<Integer> widths) {
        if (widths.size() != BLOCKS.size()) {
            throw new IllegalArgumentException(
                    "widths has %d values; expected %d, one for each block.".formatted(widths.size(), BLOCKS.size()));
        }
        stem = register_module("conv32_down", new Conv2dImpl(Layers.unpaddedConv(3, STEM, 7, 2)));
        Layers.heInit(stem.weight(), stem.bias());
        for (int i = 0; i < BLOCKS.size(); i++) {
            BlockShape shape = BLOCKS.get(i);
            int width = widths.get(i);
            if (width < 1 || width > shape.out()) {
                throw new IllegalArgumentException(
                        "widths has %d for block %s; expected 1 to %d.".formatted(width, shape.name(), shape.out()));
            }
            blocks.add(register_module(shape.name(), new Block(shape, width)));
        }
        LinearOptions options = new LinearOptions(BLOCKS.get(BLOCKS.size() - 1).out(), LENGTH);
        options.bias().put(false);
        projection = register_module("fc", new LinearImpl(options));
        channelsLast();
    }

    /** The names of the blocks, in their order. */
    public static List<String> blockNames() {
        return BLOCKS.stream().map(BlockShape::name).toList();
    }

    @Override
    public Tensor forward(Tensor pictures) {
        return forward(pictures, (block, output) -> {});
    }

    /**
     * The embeddings of normalized pictures.
     *
     * @param reader gets the output of every block
     * @return // [n, 3, 150, 150] to [n, 128]
     */
    public Tensor forward(Tensor pictures, BiConsumer<String, Tensor> reader) {
        Tensor x = stem(pictures);
        for (Block block : blocks) {
            x = block.forward(x); // [n, 32, 35, 35], then 64 at 17, 128 at 8, 256 at 4 and at 2
            reader.accept(block.shape.name(), x);
        }
        return projection.forward(x.mean(2, 3));
    }

    /** What a block computes between its convolutions from the output of the block before it. // [n, width, h, w] */
    public Tensor hidden(int block, Tensor input) {
        return blocks.get(block).hidden(input);
    }

    /** The input of the first block. // [n, 3, 150, 150] to [n, 32, 35, 35] */
    public Tensor stem(Tensor pictures) {
        Tensor x = torch.relu(stem.forward(pictures)); // [n, 32, 72, 72]
        return Layers.maxPool3(x, 0, false);
    }

    /**
     * {@code relu(conv2(relu(conv1(x))) + shortcut(x))}. The shortcut of a block that halves rows and columns is the mean of 2 x 2 values, with
     * channels of zeros at the end, and may have one row and one column more than the convolutions, which then get zeros there.
     */
    private static final class Block extends Module {
        private final BlockShape shape;
        private final Conv2dImpl conv1;
        private final Conv2dImpl conv2;

        Block(BlockShape shape, int width) {
            this.shape = shape;
            conv1 = register_module(
                    "conv1",
                    shape.halves()
                            ? new Conv2dImpl(Layers.unpaddedConv(shape.in(), width, 3, 2))
                            : Layers.conv(shape.in(), width, 3, 1, true));
            conv2 = register_module("conv2", Layers.conv(width, shape.out(), 3, 1, true));
            Layers.heInit(conv1.weight(), conv1.bias());
            Layers.heInit(conv2.weight(), conv2.bias());
        }

        Tensor hidden(Tensor x) {
            return torch.relu(conv1.forward(x)); // [n, width, h', w']
        }

        Tensor forward(Tensor x) {
            Tensor y = conv2.forward(hidden(x)); // [n, out, h', w']
            if (!shape.halves()) {
                return torch.relu(y.add(x));
            }
            Tensor average = torch.avg_pool2d(x, 2, 2); // [n, in, h/2, w/2]
            Tensor shortcut = torch.constant_pad_nd(average, new long[] {0, 0, 0, 0, 0, shape.out() - shape.in()});
            return torch.relu(shortcut.add(average.size(2) > y.size(2) ? Layers.padRightAndBottom(y) : y));
        }
    }
}
