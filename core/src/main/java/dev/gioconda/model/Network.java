package dev.gioconda.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.StringTensorDict;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
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
            var missing = new java.util.TreeSet<>(state.keySet());
            missing.removeAll(values.keySet());
            var unknown = new java.util.TreeSet<>(values.keySet());
            unknown.removeAll(state.keySet());
            throw new IllegalArgumentException(
                    "These weights are not this network's: missing %s, not known %s.".formatted(missing, unknown));
        }
        try (var noGrad = new org.bytedeco.pytorch.NoGradGuard()) {
            state.forEach((name, tensor) -> {
                Tensor value = values.get(name);
                if (value == null || !java.util.Arrays.equals(tensor.shape(), value.shape())) {
                    throw new IllegalArgumentException("Weight %s has shape %s, expected %s."
                            .formatted(
                                    name,
                                    value == null ? "none" : java.util.Arrays.toString(value.shape()),
                                    java.util.Arrays.toString(tensor.shape())));
                }
                tensor.copy_(value);
            });
        }
    }

    /** How many numbers the network learns. */
    public final long parameterCount() {
        TensorVector parameters = parameters();
        long count = 0;
        for (long i = 0; i < parameters.size(); i++) {
            count += parameters.get(i).numel();
        }
        return count;
    }

    /** Lays the convolution kernels out channels-last, which the CPU kernels prefer; values do not change. */
    protected final void channelsLast() {
        TensorVector parameters = parameters();
        try (var noGrad = new org.bytedeco.pytorch.NoGradGuard()) {
            for (long i = 0; i < parameters.size(); i++) {
                Tensor parameter = parameters.get(i);
                if (parameter.dim() == 4) {
                    parameter.set_data(parameter.contiguous(MemoryFormat.ChannelsLast));
                }
            }
        }
    }

    private static void collect(StringTensorDict dictionary, Map<String, Tensor> into) {
        var names = dictionary.keys();
        var tensors = dictionary.values();
        for (long i = 0; i < names.size(); i++) {
            if (tensors.get(i).scalar_type() != torch.ScalarType.Long) { // num_batches_tracked: counted, never used
                into.put(names.get(i).getString(), tensors.get(i));
            }
        }
    }
}
