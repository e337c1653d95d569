package dev.gioconda.style.objective;

import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.tensor.Tensors;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;

/** Receptive field of layers, measured as the distance from a cut at which features differ from those of the whole image. */
final class ReceptiveField {

    /** Largest radius that is measured, in pixels; the receptive field of some networks is larger, with small weights. */
    static final int MAX_RADIUS = 128;

    private static final double TOLERANCE = 1e-4; // relative to the largest value of the layer
    private static final int STRIP_LENGTH = 4 * MAX_RADIUS;

    private ReceptiveField() {}

    /** Measures the radius in pixels, on a strip of noise that is cut at the left and at the right. */
    static int radius(FeatureExtractor extractor, Collection<String> layers) {
        try (PointerScope scope = new PointerScope();
                Generator generator = Tensors.generator(1)) {
            Tensor noise = Tensors.uniform(generator, 1, 3, 64, STRIP_LENGTH);
            Map<String, FeatureMap> whole = extractor.detachedFeatures(noise, layers);
            Map<String, FeatureMap> left =
                    extractor.detachedFeatures(noise.narrow(3, MAX_RADIUS, STRIP_LENGTH - MAX_RADIUS), layers);
            Map<String, FeatureMap> right =
                    extractor.detachedFeatures(noise.narrow(3, 0, STRIP_LENGTH - MAX_RADIUS), layers);
            int radius = 0;
            for (String layer : whole.keySet()) {
                int stride = (int) (STRIP_LENGTH / FeatureMap.of(whole, layer).width());
                int count = MAX_RADIUS / stride;
                Tensor wholeColumns = columns(FeatureMap.of(whole, layer));
                Tensor leftColumns = columns(FeatureMap.of(left, layer));
                Tensor rightColumns = columns(FeatureMap.of(right, layer));
                double tolerance = Tensors.scalar(wholeColumns.abs().max()) * TOLERANCE;
                Tensor first = wholeColumns.narrow(0, count, count).sub(leftColumns.narrow(0, 0, count));
                long end = rightColumns.size(0) - count;
                Tensor last = wholeColumns
                        .narrow(0, end, count)
                        .sub(rightColumns.narrow(0, end, count))
                        .flip(0);
                radius = Math.max(
                        radius, stride * Math.max(countMismatched(first, tolerance), countMismatched(last, tolerance)));
            }
            for (Map<String, FeatureMap> maps : List.of(whole, left, right)) {
                maps.values().forEach(map -> map.outputs().close());
            }
            return radius;
        }
    }

    /** One row for each column of positions. // [w, h c] */
    private static Tensor columns(FeatureMap map) {
        return map.rows()
                .reshape(map.height(), map.width(), map.channels())
                .transpose(0, 1)
                .reshape(map.width(), -1);
    }

    /** Number of rows up to the last one that differs. // [w, k] */
    private static int countMismatched(Tensor difference, double tolerance) {
        float[] errors = Tensors.floats(difference.abs().amax(new long[] {1}, false));
        int count = errors.length;
        while (count > 0 && errors[count - 1] <= tolerance) {
            count--;
        }
        return count;
    }
}
