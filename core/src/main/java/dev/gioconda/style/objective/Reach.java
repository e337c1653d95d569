package dev.gioconda.style.objective;

import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.style.features.FeatureNet;
import dev.gioconda.tensor.Tensors;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;

/** How far layers see: how many pixels beside a cut their features differ from those of the whole picture. */
final class Reach {

    /** The farthest that is looked for; some networks see farther, faintly. */
    static final int FARTHEST = 128;

    private static final double TOLERANCE = 1e-4; // of the layer's largest value
    private static final int LENGTH = 4 * FARTHEST;

    private Reach() {}

    /** Measured on a strip of noise that is cut at the left and at the right, in pixels. */
    static int of(FeatureNet net, Collection<String> layers) {
        try (PointerScope scope = new PointerScope();
                Generator generator = Tensors.generator(1)) {
            Tensor noise = Tensors.uniform(generator, 1, 3, 64, LENGTH);
            Map<String, FeatureMap> whole = net.kept(noise, layers);
            Map<String, FeatureMap> left = net.kept(noise.narrow(3, FARTHEST, LENGTH - FARTHEST), layers);
            Map<String, FeatureMap> right = net.kept(noise.narrow(3, 0, LENGTH - FARTHEST), layers);
            int reach = 0;
            for (String layer : whole.keySet()) {
                int stride = (int) (LENGTH / FeatureMap.of(whole, layer).width());
                int count = FARTHEST / stride;
                Tensor all = columns(FeatureMap.of(whole, layer));
                Tensor behind = columns(FeatureMap.of(left, layer));
                Tensor before = columns(FeatureMap.of(right, layer));
                double tolerance = Tensors.scalar(all.abs().max()) * TOLERANCE;
                Tensor first = all.narrow(0, count, count).sub(behind.narrow(0, 0, count));
                long end = before.size(0) - count;
                Tensor last = all.narrow(0, end, count)
                        .sub(before.narrow(0, end, count))
                        .flip(0);
                reach = Math.max(reach, stride * Math.max(wrong(first, tolerance), wrong(last, tolerance)));
            }
            for (Map<String, FeatureMap> seen : List.of(whole, left, right)) {
                seen.values().forEach(map -> map.outputs().close());
            }
            return reach;
        }
    }

    /** A row for every column of positions. // [w, h c] */
    private static Tensor columns(FeatureMap map) {
        return map.rows()
                .reshape(map.height(), map.width(), map.channels())
                .transpose(0, 1)
                .reshape(map.width(), -1);
    }

    /** How many rows there are up to the last wrong one. // [w, k] */
    private static int wrong(Tensor difference, double tolerance) {
        float[] errors = Tensors.floats(difference.abs().amax(new long[] {1}, false));
        int wrong = errors.length;
        while (wrong > 0 && errors[wrong - 1] <= tolerance) {
            wrong--;
        }
        return wrong;
    }
}
