package dev.gioconda.style;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Where a painting stands, so that it can go on to the very picture it would have become.
 *
 * @param scale which size, from 0
 * @param iteration how many iterations of this size are done
 * @param averageCount how many iterates the moving average holds
 * @param tensors {@code pixels} and {@code average} // [1, 3, h, w], and {@code optimiser.*}
 */
public record Snapshot(int scale, int iteration, int averageCount, Map<String, Tensor> tensors) {

    /** Copies the map, not the tensors. */
    public Snapshot {
        tensors = Map.copyOf(tensors);
    }

    /** The tensor of that name. */
    Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "The snapshot has no \"%s\"; it holds %s.".formatted(name, tensors.keySet()));
        }
        return tensor;
    }
}
