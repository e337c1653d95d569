package dev.gioconda.train;

import dev.gioconda.nn.Network;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The exponential moving average of a network's weights and batch statistics, {@code a <- d a + (1 - d) w} (Polyak and Juditsky
 * 1992), which is validated and kept. In the first steps t the decay is {@code (1 + t) / (10 + t)}, so that the random initial
 * weights lose their influence quickly.
 */
final class WeightAverage {

    private final double decay;
    private final Map<String, Tensor> live;
    private final Map<String, Tensor> average;
    private long steps;

    WeightAverage(Network network, double decay) {
        this.live = network.state();
        this.decay = decay;
        this.average = copy(network);
    }

    /** A deep copy of a network's state that outlives any scope. */
    static Map<String, Tensor> copy(Network network) {
        Map<String, Tensor> copy = new LinkedHashMap<>();
        try (PointerScope scope = new PointerScope()) { // frees the handles, keeps the copies
            network.state()
                    .forEach((name, tensor) -> copy.put(name, tensor.detach().clone()));
            copy.values().forEach(Tensor::retainReference);
        }
        return copy;
    }

    /** Updates the average after an optimizer step. */
    void update() {
        steps++;
        Scalar weight = new Scalar(1 - Math.min(decay, (1.0 + steps) / (10.0 + steps)));
        try (NoGradGuard noGrad = new NoGradGuard()) {
            live.forEach((name, tensor) -> averageOf(name).lerp_(tensor, weight));
        }
    }

    /** Swaps the values of the average and the live weights; a second call undoes the first. */
    void swap() {
        try (PointerScope scope = new PointerScope(); // frees the copies at once, not at garbage collection
                NoGradGuard noGrad = new NoGradGuard()) {
            live.forEach((name, tensor) -> {
                Tensor liveCopy = tensor.clone();
                tensor.copy_(averageOf(name));
                averageOf(name).copy_(liveCopy);
            });
        }
    }

    long steps() {
        return steps;
    }

    Map<String, Tensor> values() {
        return average;
    }

    void restore(Map<String, Tensor> values, long atStep) {
        values.forEach((name, value) -> averageOf(name).copy_(value));
        steps = atStep;
    }

    private Tensor averageOf(String name) {
        Tensor tensor = average.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("There is no weight \"" + name + "\".");
        }
        return tensor;
    }
}
