package dev.gioconda.style;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * State of a style transfer. A run that resumes from it gives the result of an uninterrupted run.
 *
 * @param scale index, from 0
 * @param iteration number of completed iterations at this scale
 * @param averageCount number of iterates in the moving average
 * @param tensors {@code pixels} and {@code average} // [1, 3, h, w], and {@code optimiser.*}
 */
public record Snapshot(int scale, int iteration, int averageCount, Map<String, Tensor> tensors) {

    /** Copies the map, not the tensors. */
    public Snapshot {
        tensors = Map.copyOf(tensors);
    }

    /** The tensor of a name. */
    Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "The snapshot has no tensor \"%s\"; it has %s.".formatted(name, tensors.keySet()));
        }
        return tensor;
    }
}
