package dev.gioconda.faceapi;

import dev.gioconda.image.Picture;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * face-api's small face detector: a grid of cells with five anchors each (a small YOLO v2, Redmon and Farhadi 2017, arXiv
 * 1612.08242). Thread-safe.
 */
public final class TinyDetector {

    static final String MODEL = "tiny_face_detector";

    private static final List<Float> MEAN = List.of(117.001f, 114.697f, 97.404f);
    private static final double LEAK = 0.10000000149011612; // 0.1 in single precision
    private static final double MAX_OVERLAP = 0.4;
    private static final int STRIDE = 32;
    private static final int MAX_SIZE = 2048;
    private static final int NUMBERS = 5; // of an anchor: x, y, width, height, score
    private static final double[][] ANCHORS = { // width, height, in cells
        {1.603231, 2.094468}, {6.041143, 7.080126}, {2.882459, 3.518061}, {4.266906, 5.178857}, {9.041765, 10.66308}
    };

    private final NetWeights weights;
    private final LayerChain layers = new LayerChain();

    TinyDetector(NetWeights weights) throws IOException {
        this.weights = weights;
        Convolution first = Convolution.of(weights, "conv0", 3, 3, 16, 1, false);
        addPooled("conv0", first, 2);
        for (int i = 1, in = 16; i <= 5; i++, in *= 2) {
            addPooled("conv" + i, Convolution.separable(weights, "conv" + i, in, 2 * in, 1), i < 5 ? 2 : 1);
        }
        layers.add("conv8", Convolution.of(weights, "conv8", 1, 512, ANCHORS.length * NUMBERS, 1, false));
    }

    /** Faces with a score above 0.5, from the highest score down, with face-api's default size of 416. */
    public List<Detection> detect(Picture picture) {
        return detect(picture, 416, 0.5);
    }

    /**
     * Faces from the highest score down; their boxes may exceed the picture.
     *
     * @param size to which the picture is scaled, a multiple of 32; a larger one finds smaller faces
     * @param minScore scores above it are accepted
     */
    public List<Detection> detect(Picture picture, int size, double minScore) {
        if (size < STRIDE || size > MAX_SIZE || size % STRIDE != 0) {
            throw new IllegalArgumentException(
                    "Size %d; expected a multiple of %d up to %d.".formatted(size, STRIDE, MAX_SIZE));
        }
        int cells = size / STRIDE;
        float[] values = weights.run(() -> Tensors.floats(
                layers.apply(input(size).tensor(List.of(picture))).permute(0, 2, 3, 1))); // [1, cells, cells, 25]
        double scale = size / (double) Math.max(picture.width(), picture.height());
        double factorX = picture.width() * (double) size / Math.round(picture.width() * scale) / cells;
        double factorY = picture.height() * (double) size / Math.round(picture.height() * scale) / cells;
        List<Detection> found = new ArrayList<>();
        for (int cell = 0; cell < cells * cells; cell++) {
            int row = cell / cells;
            int column = cell % cells;
            for (int i = 0; i < ANCHORS.length; i++) {
                int at = (cell * ANCHORS.length + i) * NUMBERS;
                double score = sigmoid(values[at + 4]);
                if (score > minScore) {
                    double x = (column + sigmoid(values[at])) * factorX;
                    double y = (row + sigmoid(values[at + 1])) * factorY;
                    double width = Math.exp(values[at + 2]) * ANCHORS[i][0] * factorX;
                    double height = Math.exp(values[at + 3]) * ANCHORS[i][1] * factorY;
                    found.add(new Detection(score, new Box(x - width / 2, y - height / 2, width, height)));
                }
            }
        }
        return Detection.suppressed(found, MAX_OVERLAP, Integer.MAX_VALUE);
    }

    LayerChain layers() {
        return layers;
    }

    static SquareInput input(int size) {
        return new SquareInput(size, false, MEAN, 255);
    }

    private void addPooled(String name, UnaryOperator<Tensor> convolution, int stride) {
        layers.add(name, x -> SamePadding.maxPool(torch.leaky_relu(convolution.apply(x), new Scalar(LEAK)), 2, stride));
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
