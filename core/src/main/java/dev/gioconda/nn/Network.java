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
 * A network from normalised pictures to raw outputs. It is built outside any pointer scope and lives until it is garbage
 * collected; what {@link #forward} makes belongs to the caller's scope.
 */
public abstract class Network extends Module {

    /**
     * @param pictures normalised pictures, channels-last in memory // [n, 3, h, w]
     * @return raw outputs, turned into one logit an attribute by {@link Output} // [n, outputs]
     */
    public abstract Tensor forward(Tensor pictures);

    /** Every parameter and buffer under its name, parameters first; the tensors are the live ones. */
    public final Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        collect(named_parameters(), state);
        collect(named_buffers(), state);
        return state;
    }

    /** Copies values into the live tensors; every name and shape must agree, nothing may be missing or left over. */
    public final void load(Map<String, Tensor> values) {
        Map<String, Tensor> state = state();
        if (!state.keySet().equals(values.keySet())) {
            Set<String> missing = new TreeSet<>(state.keySet());
            missing.removeAll(values.keySet());
            Set<String> unexpected = new TreeSet<>(values.keySet());
            unexpected.removeAll(state.keySet());
            throw new IllegalArgumentException(
                    "These weights are not this network's: missing %s, not known %s.".formatted(missing, unexpected));
        }
        state.forEach((name, tensor) -> { // all of them before the first is overwritten
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

    /** How many numbers the network learns. */
    public final long parameterCount() {
        return weights().stream().mapToLong(Tensor::numel).sum();
    }

    /** Lays the convolution kernels out channels-last, which the CPU kernels prefer; values do not change. */
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
                    // an own handle: get() only points into the vector, which goes with this method
                    into.put(names.get(i).getString(), new Tensor(tensors.get(i)));
                }
            }
        }
    }
}
