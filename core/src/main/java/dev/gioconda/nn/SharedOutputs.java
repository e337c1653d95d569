package dev.gioconda.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Weights of a network for a network of the same architecture that predicts other attributes. The rows of the output layer that belong
 * to a shared attribute are copied, those of a new attribute stay random, and those of a dropped attribute are left out.
 *
 * @param output how many rows an attribute has
 * @param from the attributes of the given weights, in order
 * @param to the attributes of the new network, in order
 */
public record SharedOutputs(Output output, List<String> from, List<String> to) {

    /**
     * The weights of the new network.
     *
     * @param weights of the network with the attributes {@code from}
     * @param random all weights of the new network, not changed
     * @param outputLayer names of the weights whose first dimension is the raw outputs // [outputs, ...]
     */
    public Map<String, Tensor> transfer(
            Map<String, Tensor> weights, Map<String, Tensor> random, Set<String> outputLayer) {
        Map<String, Tensor> transferred = new LinkedHashMap<>(weights);
        int rows = output.outputCount(1);
        try (NoGradGuard noGrad = new NoGradGuard()) {
            for (String name : outputLayer) {
                Tensor old = weights.get(name);
                Tensor fresh = random.get(name);
                if (old == null || fresh == null || old.size(0) != (long) rows * from.size()) {
                    continue; // another architecture, which the network rejects with all names and shapes
                }
                Tensor layer = fresh.clone(); // [outputs, ...]
                for (String shared : to) {
                    for (int row = 0; row < rows && from.contains(shared); row++) {
                        layer.select(0, (long) rows * to.indexOf(shared) + row)
                                .copy_(old.select(0, (long) rows * from.indexOf(shared) + row));
                    }
                }
                transferred.put(name, layer);
            }
        }
        return transferred;
    }
}
