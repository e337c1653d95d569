package dev.gioconda.nn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.StringTensorDict;
import org.bytedeco.pytorch.StringVector;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * A network from normalized pictures to raw outputs. It is created outside any pointer scope and exists until it is
 * garbage-collected; the results of {@link #forward} are owned by the caller's scope.
 */
public abstract class Network extends Module {

    /**
     * @param pictures normalized pictures, channels-last in memory // [n, 3, h, w]
     * @return raw outputs, converted to one logit per attribute by {@link Output} // [n, outputs]
     */
    public abstract Tensor forward(Tensor pictures);

    /** All live parameters and buffers by name, parameters first. */
    public final Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        collect(named_parameters(), state);
        collect(named_buffers(), state);
        return state;
    }

    /** Copies values into the live tensors; names and shapes must be equal, without missing or additional ones. */
    public final void load(Map<String, Tensor> values) {
        Map<String, Tensor> state = state();
        if (!state.keySet().equals(values.keySet())) {
            Set<String> missing = new TreeSet<>(state.keySet());
            missing.removeAll(values.keySet());
            Set<String> unexpected = new TreeSet<>(values.keySet());
            unexpected.removeAll(state.keySet());
            throw new IllegalArgumentException(
                    "These weights are of another network: missing %s, unknown %s.".formatted(missing, unexpected));
        }
        state.forEach((name, tensor) -> { // check all before the first is overwritten
            Tensor value = values.get(name);
            if (value == null || !Arrays.equals(tensor.shape(), value.shape())) {
                throw new IllegalArgumentException("Weight %s has shape %s, expected %s."
                        .formatted(
                                name,
                                value == null ? "none" : Arrays.toString(value.shape()),
                                Arrays.toString(tensor.shape())));
            }
        });
        try (NoGradGuard noGrad = new NoGradGuard()) {
            values.forEach(
                    (name, value) -> Objects.requireNonNull(state.get(name)).copy_(value));
        }
    }

    /** The live parameters by name, in the order of {@link #state}. */
    public final Map<String, Tensor> namedWeights() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        collect(named_parameters(), weights);
        return weights;
    }

    /** The live parameters in the order of {@link #state}. */
    public final List<Tensor> weights() {
        return List.copyOf(namedWeights().values());
    }

    /** The number of trained parameters. */
    public final long parameterCount() {
        return weights().stream().mapToLong(Tensor::numel).sum();
    }

    /** Converts the convolution weights to the channels-last layout, which is faster on CPUs; values do not change. */
    protected final void channelsLast() {
        try (NoGradGuard noGrad = new NoGradGuard()) {
            for (Tensor weight : weights()) {
                if (weight.dim() == 4) {
                    weight.set_data(weight.contiguous(MemoryFormat.ChannelsLast));
                }
            }
        }
    }

    private static void collect(StringTensorDict dictionary, Map<String, Tensor> into) {
        try (dictionary;
                StringVector names = dictionary.keys();
                TensorVector tensors = dictionary.values()) {
            for (long i = 0; i < names.size(); i++) {
                if (tensors.get(i).is_floating_point()) { // num_batches_tracked is counted, never used
                    // a separate handle: get() points into the vector, which is freed after this method
                    into.put(names.get(i).getString(), new Tensor(tensors.get(i)));
                }
            }
        }
    }
}
