package dev.gioconda.detection;

import dev.gioconda.image.Picture;
import dev.gioconda.image.Point;
import dev.gioconda.nn.DetectorNet;
import dev.gioconda.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Finds objects with a trained {@link DetectorNet}. Boxes that overlap are averaged, weighted by their scores, instead of suppressed, which
 * makes box and points steadier (Bazarevsky et al. 2019, BlazeFace, arXiv 1907.05047). Safe for use by several threads.
 *
 * @param network in evaluation mode
 * @param minScore of a box
 */
public record ObjectDetector(DetectorNet network, double minScore) {

    private static final double SAME = 0.4; // overlap from which two boxes are of one object
    private static final double NESTED = 0.6; // nesting from which the less clear of two boxes is a part of the other
    private static final int MAX_CELLS = 2000; // that are decoded; more are noise

    /** The objects of a picture at its own size, the clearest first. */
    @SuppressWarnings("try") // the scope frees what is allocated inside it
    public List<DetectedObject> detect(Picture picture) {
        int width = DetectorNet.paddedSide(picture.width());
        int height = DetectorNet.paddedSide(picture.height());
        float[] outputs;
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            outputs = Tensors.floats(network.forward(input(padded(picture, width, height))));
        }
        return merged(decoded(outputs, new CellBoxes(width, height)));
    }

    /** Pixels as the network's input. // [1, 3, h, w] */
    public static Tensor input(Picture picture) {
        return Tensor.create(picture.rgb(), false, 1, picture.height(), picture.width(), 3)
                .permute(0, 3, 1, 2)
                .to(ScalarType.Float)
                .div(new Scalar(255))
                .contiguous(MemoryFormat.ChannelsLast);
    }

    /** Gray to the right of and below a picture. */
    private static Picture padded(Picture picture, int width, int height) {
        if (picture.width() == width && picture.height() == height) {
            return picture;
        }
        byte[] rgb = new byte[3 * width * height];
        Arrays.fill(rgb, (byte) 128);
        for (int y = 0; y < picture.height(); y++) {
            System.arraycopy(picture.rgb(), 3 * y * picture.width(), rgb, 3 * y * width, 3 * picture.width());
        }
        return new Picture(width, height, rgb);
    }

    /**
     * The boxes of the cells with a sufficient score, the clearest first.
     *
     * @param outputs of one picture // [cells, 15]
     */
    public List<DetectedObject> decoded(float[] outputs, CellBoxes boxes) {
        double minLogit = Math.log(minScore / (1 - minScore));
        List<CellBoxes.Cell> cells = boxes.cells();
        List<DetectedObject> found = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            float logit = outputs[i * DetectorNet.OUTPUTS];
            if (logit >= minLogit) {
                found.add(cells.get(i).decode(outputs, i * DetectorNet.OUTPUTS, 1 / (1 + Math.exp(-logit))));
            }
        }
        found.sort(Comparator.comparingDouble(DetectedObject::score).reversed());
        return found.subList(0, Math.min(MAX_CELLS, found.size()));
    }

    /** One object for all boxes that overlap the clearest of them; objects inside of clearer ones, or around them, are dropped. */
    public static List<DetectedObject> merged(List<DetectedObject> clearestFirst) {
        List<DetectedObject> rest = new ArrayList<>(clearestFirst);
        List<DetectedObject> merged = new ArrayList<>();
        while (!rest.isEmpty()) {
            DetectedObject clearest = rest.get(0);
            List<DetectedObject> same = rest.stream()
                    .filter(other -> other.overlap(clearest) > SAME)
                    .toList();
            rest.removeAll(same);
            DetectedObject object = mean(same);
            if (merged.stream().noneMatch(other -> other.nesting(object) > NESTED)) {
                merged.add(object);
            }
        }
        return merged;
    }

    private static DetectedObject mean(List<DetectedObject> objects) {
        DetectedObject clearest = objects.get(0);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < clearest.points().size(); i++) {
            int point = i;
            points.add(new Point(
                    mean(objects, object -> object.points().get(point).x()),
                    mean(objects, object -> object.points().get(point).y())));
        }
        return new DetectedObject(
                mean(objects, DetectedObject::x),
                mean(objects, DetectedObject::y),
                mean(objects, DetectedObject::width),
                mean(objects, DetectedObject::height),
                points,
                clearest.score());
    }

    private static double mean(List<DetectedObject> objects, ToDoubleFunction<DetectedObject> value) {
        double sum = 0;
        double weights = 0;
        for (DetectedObject object : objects) {
            sum += object.score() * value.applyAsDouble(object);
            weights += object.score();
        }
        return sum / weights;
    }
}
