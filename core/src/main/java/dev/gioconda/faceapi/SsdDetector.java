package dev.gioconda.faceapi;

import dev.gioconda.image.Picture;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * face-api's larger face detector: a single-shot detector (Liu et al. 2016, arXiv 1512.02325) with six feature maps of a
 * MobileNet (Howard et al. 2017, arXiv 1704.04861). Thread-safe.
 */
public final class SsdDetector {

    static final String MODEL = "ssd_mobilenetv1";
    static final SquareInput INPUT = new SquareInput(512, false, List.of(127.5f, 127.5f, 127.5f), 127.5f);

    private static final double EPSILON = 0.0010000000474974513; // of the batch normalization
    private static final double MAX_OVERLAP = 0.5;
    private static final int MAX_FACES = 100;
    private static final int ANCHORS = 5118;
    private static final int CLASSES = 3; // background, face, unused
    private static final double CENTER_SCALE = 10;
    private static final double SIZE_SCALE = 5;

    private final NetWeights weights;
    private final LayerChain layers = new LayerChain();
    private final Map<String, Predictor> predictors = new LinkedHashMap<>();
    private final float[] anchors; // top, left, bottom, right of each, 0 to 1

    /**
     * The last layers of a feature map.
     *
     * @param boxes // [n, c, h, w] to [n, 4 k, h, w] for k anchors at each position
     * @param classes // [n, c, h, w] to [n, 3 k, h, w]
     */
    private record Predictor(Convolution boxes, Convolution classes) {}

    /**
     * A box and a score for each anchor, before any selection.
     *
     * @param boxes of the padded square, of size 1
     */
    record Candidates(List<Box> boxes, double[] scores) {}

    SsdDetector(NetWeights weights) throws IOException {
        this.weights = weights;
        addPointwise("conv_0", "MobilenetV1/Conv2d_0_pointwise", 3, 3, 32, 2); // [n, 32, 256, 256]
        int in = 32;
        for (int i = 1; i <= 13; i++) {
            int out = i < 12 ? Math.min(512, 64 << (i / 2)) : 1024;
            addSeparable(i, in, out);
            in = out;
        }
        int[] channels = {1024, 256, 512, 128, 256, 128, 256, 64, 128};
        for (int i = 0; i < 8; i++) {
            String name = "Prediction/Conv2d_%d_pointwise".formatted(i);
            boolean halves = i % 2 == 1;
            addPointwise("extra_" + i, name, halves ? 3 : 1, channels[i], channels[i + 1], halves ? 2 : 1);
        }
        addPredictor("conv_11", 512, 3); // 32 x 32 positions
        addPredictor("conv_13", 1024, 6); // 16 x 16
        addPredictor("extra_1", 512, 6); // 8 x 8
        addPredictor("extra_3", 256, 6); // 4 x 4
        addPredictor("extra_5", 256, 6); // 2 x 2
        addPredictor("extra_7", 128, 6); // 1
        anchors = Tensors.floats(weights.read("Output/extra_dim", 1, ANCHORS, 4));
    }

    /** Faces with a score above 0.5, from the highest score down. */
    public List<Detection> detect(Picture picture) {
        return detect(picture, 0.5);
    }

    /**
     * At most 100 faces, from the highest score down; their boxes are inside the picture.
     *
     * @param minScore scores above it are accepted
     */
    public List<Detection> detect(Picture picture, double minScore) {
        Candidates candidates = candidates(picture);
        List<Detection> found = new ArrayList<>();
        for (int i = 0; i < ANCHORS; i++) {
            if (candidates.scores()[i] > minScore) {
                found.add(
                        new Detection(candidates.scores()[i], candidates.boxes().get(i)));
            }
        }
        double scale = INPUT.size() / (double) Math.max(picture.width(), picture.height());
        double factorX = picture.width() * (double) INPUT.size() / Math.round(picture.width() * scale);
        double factorY = picture.height() * (double) INPUT.size() / Math.round(picture.height() * scale);
        return Detection.suppressed(found, MAX_OVERLAP, MAX_FACES).stream()
                .map(face -> new Detection(face.score(), inPixels(face.box(), factorX, factorY)))
                .toList();
    }

    Candidates candidates(Picture picture) {
        float[][] outputs = weights.run(() -> {
            TensorVector boxes = new TensorVector();
            TensorVector classes = new TensorVector();
            layers.apply(INPUT.tensor(List.of(picture)), (name, map) -> {
                Predictor predictor = predictors.get(name);
                if (predictor != null) {
                    boxes.push_back(rows(predictor.boxes().apply(map), 4));
                    classes.push_back(rows(predictor.classes().apply(map), CLASSES));
                }
            });
            return new float[][] {Tensors.floats(torch.cat(boxes, 0)), Tensors.floats(torch.cat(classes, 0))};
        });
        List<Box> boxes = new ArrayList<>();
        double[] scores = new double[ANCHORS];
        for (int i = 0; i < ANCHORS; i++) {
            boxes.add(decoded(outputs[0], 4 * i));
            scores[i] = 1 / (1 + Math.exp(-outputs[1][CLASSES * i + 1]));
        }
        return new Candidates(boxes, scores);
    }

    LayerChain layers() {
        return layers;
    }

    /** The outputs at each position, anchor by anchor. // [1, k n, h, w] to [h w k, n] */
    private static Tensor rows(Tensor map, int numbers) {
        return map.permute(0, 2, 3, 1).reshape(-1, numbers);
    }

    /** The box of an anchor from its encoding: center y and x, height and width. */
    private Box decoded(float[] encoding, int at) {
        double height = anchors[at + 2] - anchors[at];
        double width = anchors[at + 3] - anchors[at + 1];
        double y = anchors[at] + height / 2 + encoding[at] / CENTER_SCALE * height;
        double x = anchors[at + 1] + width / 2 + encoding[at + 1] / CENTER_SCALE * width;
        double rows = Math.exp(encoding[at + 2] / SIZE_SCALE) * height;
        double columns = Math.exp(encoding[at + 3] / SIZE_SCALE) * width;
        return new Box(x - columns / 2, y - rows / 2, columns, rows);
    }

    private static Box inPixels(Box box, double factorX, double factorY) {
        double left = Math.max(0, box.x());
        double top = Math.max(0, box.y());
        double right = Math.min(1, box.x() + box.width());
        double bottom = Math.min(1, box.y() + box.height());
        return new Box(left * factorX, top * factorY, (right - left) * factorX, (bottom - top) * factorY);
    }

    /** A convolution with a folded batch normalization, and values limited to [0, 6]. */
    private void addPointwise(String layer, String name, int kernel, int in, int out, int stride) throws IOException {
        Convolution convolution = pointwise(name, kernel, in, out, stride);
        layers.add(layer, x -> Ops.clamp(convolution.apply(x), 0, 6));
    }

    /** A depthwise convolution with its batch normalization, and a pointwise one. */
    private void addSeparable(int i, int in, int out) throws IOException {
        int stride = i == 2 || i == 4 || i == 6 || i == 12 ? 2 : 1;
        String name = "MobilenetV1/Conv2d_%d_depthwise/".formatted(i);
        String norm = name + "BatchNorm/";
        Tensor deviation =
                Ops.plus(weights.read(norm + "moving_variance", in), EPSILON).sqrt();
        Tensor factor = weights.read(norm + "gamma", in).div(deviation); // [in]
        Tensor filters = weights.read(name + "depthwise_weights", 3, 3, in, 1).mul(factor.view(-1, 1));
        Tensor bias = weights.read(norm + "beta", in)
                .sub(weights.read(norm + "moving_mean", in).mul(factor));
        Convolution depthwise = Convolution.depthwise(weights, filters, bias, stride);
        Convolution pointwise = pointwise("MobilenetV1/Conv2d_%d_pointwise".formatted(i), 1, in, out, 1);
        layers.add("conv_" + i, x -> Ops.clamp(pointwise.apply(Ops.clamp(depthwise.apply(x), 0, 6)), 0, 6));
    }

    private Convolution pointwise(String name, int kernel, int in, int out, int stride) throws IOException {
        Tensor filters = weights.read(name + "/weights", kernel, kernel, in, out);
        return Convolution.of(weights, filters, weights.read(name + "/convolution_bn_offset", out), stride, true);
    }

    private void addPredictor(String layer, int in, int anchorsPerPosition) throws IOException {
        String name = "Prediction/BoxPredictor_%d/".formatted(predictors.size());
        predictors.put(
                layer,
                new Predictor(
                        predictor(name + "BoxEncodingPredictor", in, 4 * anchorsPerPosition),
                        predictor(name + "ClassPredictor", in, CLASSES * anchorsPerPosition)));
    }

    private Convolution predictor(String name, int in, int out) throws IOException {
        Tensor filters = weights.read(name + "/weights", 1, 1, in, out);
        return Convolution.of(weights, filters, weights.read(name + "/biases", out), 1, true);
    }
}
