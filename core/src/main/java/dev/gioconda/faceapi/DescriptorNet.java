package dev.gioconda.faceapi;

import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * dlib's face descriptor: 128 numbers of a residual network with 29 convolutions (King 2017, dlib_face_recognition_resnet_model_v1).
 * Two pictures show the same person if the Euclidean distance of their descriptors is small; dlib uses 0.6 as the threshold. A
 * descriptor is not normalized: its length is about 1.4. Thread-safe.
 */
public final class DescriptorNet {

    /** The number of values of a descriptor. */
    public static final int LENGTH = 128;

    /**
     * dlib's chip of 150 x 150 pixels with a padding of 0.25, in the aligned frame: eyes at (47.7, 47.1) and (100.3, 47.1) of the chip.
     */
    public static final CropGeometry CHIP = new CropGeometry(33.2, 77.0, 112.4, 112.4, 150, 150, false);

    static final String MODEL = "face_recognition";
    static final SquareInput INPUT = SquareInput.ofFace(150);

    private static final int BATCH = 16;

    private final NetWeights weights;
    private final LayerChain layers = new LayerChain();
    private final Map<String, Convolution> convolutions = new LinkedHashMap<>();
    private final Tensor projection; // [256, 128]

    DescriptorNet(NetWeights weights) throws IOException {
        this.weights = weights;
        Convolution first = scaled("conv32_down", 7, 3, 32, 2, false);
        layers.add("conv32_down", x -> torch.relu(first.apply(x))); // [n, 32, 72, 72]
        layers.add("maxpool", x -> SamePadding.unpaddedMaxPool(x, 3, 2)); // [n, 32, 35, 35]
        addResiduals("conv32_", 32, 3);
        addDown("conv64_down", 32, 64); // [n, 64, 17, 17]
        addResiduals("conv64_", 64, 3);
        addDown("conv128_down", 64, 128); // [n, 128, 8, 8]
        addResiduals("conv128_", 128, 2);
        addDown("conv256_down", 128, 256); // [n, 256, 4, 4]
        addResiduals("conv256_", 256, 2);
        addDown("conv256_down_out", 256, 256); // [n, 256, 2, 2]
        projection = weights.keep(weights.read("fc", 256, LENGTH).contiguous());
    }

    /** The descriptor of one face. */
    public float[] describe(Picture chip) {
        return describe(List.of(chip)).get(0);
    }

    /**
     * The descriptors of faces, in their order.
     *
     * @param chips crops of faces of any size: upright, and best as {@link Landmarks#descriptorBox} cuts them out; padded to a
     *     square and scaled to 150 x 150
     */
    public List<float[]> describe(List<Picture> chips) {
        List<float[]> descriptors = new ArrayList<>();
        for (int from = 0; from < chips.size(); from += BATCH) {
            List<Picture> batch = chips.subList(from, Math.min(chips.size(), from + BATCH));
            float[] values = weights.run(() ->
                    Tensors.floats(layers.apply(INPUT.tensor(batch)).mean(2, 3).matmul(projection))); // [n, 128]
            for (int i = 0; i < batch.size(); i++) {
                descriptors.add(Arrays.copyOfRange(values, i * LENGTH, (i + 1) * LENGTH));
            }
        }
        return descriptors;
    }

    /**
     * The weights by name, such as {@code conv32_1.conv1.weight} and {@code fc.weight}, in PyTorch's layout: convolutions [out, in, k, k] with the
     * factors of their scale layers, the projection [128, 256]. They are valid until the archive is closed.
     */
    public Map<String, Tensor> weights() {
        return weights.runInCallersScope(() -> {
            Map<String, Tensor> state = new LinkedHashMap<>();
            convolutions.forEach((name, convolution) -> {
                state.put(name + ".weight", convolution.filters());
                state.put(name + ".bias", Objects.requireNonNull(convolution.bias()));
            });
            state.put("fc.weight", projection.t());
            return state;
        });
    }

    LayerChain layers() {
        return layers;
    }

    private void addResiduals(String prefix, int channels, int count) throws IOException {
        for (int i = 1; i <= count; i++) {
            Convolution conv1 = scaled(prefix + i + "/conv1", 3, channels, channels, 1, true);
            Convolution conv2 = scaled(prefix + i + "/conv2", 3, channels, channels, 1, true);
            layers.add(
                    prefix + i,
                    x -> torch.relu(conv2.apply(torch.relu(conv1.apply(x))).add(x)));
        }
    }

    /**
     * A residual block that halves rows and columns. Its shortcut is the average of 2 x 2 values, with channels of zeros at the end,
     * and may have one row and one column more than the convolutions, which then get zeros there.
     */
    private void addDown(String name, int in, int out) throws IOException {
        Convolution conv1 = scaled(name + "/conv1", 3, in, out, 2, false);
        Convolution conv2 = scaled(name + "/conv2", 3, out, out, 1, true);
        UnaryOperator<Tensor> block = x -> {
            Tensor y = conv2.apply(torch.relu(conv1.apply(x)));
            Tensor average = torch.avg_pool2d(x, 2, 2);
            int rows = (int) (average.size(2) - y.size(2));
            int columns = (int) (average.size(3) - y.size(3));
            Tensor shortcut = torch.constant_pad_nd(average, new long[] {0, 0, 0, 0, 0, out - in});
            return torch.relu(new SamePadding(0, rows, 0, columns).pad(y, 0).add(shortcut));
        };
        layers.add(name, block);
    }

    /** A convolution, and after it a factor and an offset for each channel, which become part of its weights. */
    private Convolution scaled(String name, int kernel, int in, int out, int stride, boolean same) throws IOException {
        Tensor factor = weights.read(name + "/scale/weights", out);
        Tensor filters =
                weights.read(name + "/conv/filters", kernel, kernel, in, out).mul(factor);
        Tensor bias = weights.read(name + "/conv/bias", out).mul(factor).add(weights.read(name + "/scale/biases", out));
        Convolution convolution = Convolution.of(weights, filters, bias, stride, same);
        convolutions.put(name.replace('/', '.'), convolution);
        return convolution;
    }
}
