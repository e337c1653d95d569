package dev.gioconda.train;

import dev.gioconda.nn.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.OptimizerOptions;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.OptimizerParamGroupVector;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.jspecify.annotations.Nullable;

/**
 * The state of a training between two epochs: weights, their moving average, optimizer, history. Random generators need no state,
 * since every epoch's stream is a function of seed and epoch.
 */
public final class TrainingState {

    private final Network network;
    private final Optimizer optimizer;
    private final @Nullable WeightAverage average;
    private final List<EpochRecord> history = new ArrayList<>();
    private final List<Double> factors = new ArrayList<>(); // of the learning rate, one per parameter group
    private Map<String, Tensor> kept;

    /** Weights with the same factor of the learning rate, with or without weight decay. */
    private record ParameterGroup(double factor, boolean decays) {}

    /** The initial state of a training; call it outside any PointerScope. */
    public TrainingState(Network network, Recipe.TrainingSettings training) {
        this(network, training, weight -> 1);
    }

    /**
     * The initial state with a learning rate for each weight.
     *
     * @param rates factor of the learning rate by the weight's name; 0 for a frozen weight
     */
    public TrainingState(Network network, Recipe.TrainingSettings training, ToDoubleFunction<String> rates) {
        this.network = network;
        this.optimizer = optimizer(training, rates);
        this.average = training.average() > 0 ? new WeightAverage(network, training.average()) : null;
        this.kept = WeightAverage.copy(network);
    }

    /** The live network. */
    public Network network() {
        return network;
    }

    /** The completed epochs. */
    public List<EpochRecord> history() {
        return List.copyOf(history);
    }

    /** The weights of the kept epoch; the initial weights before the first. */
    public Map<String, Tensor> kept() {
        return kept;
    }

    /** Sets the learning rate of all parameter groups, each multiplied by its factor. */
    void learningRate(double learningRate) {
        OptimizerParamGroupVector groups = optimizer.param_groups();
        for (long i = 0; i < groups.size(); i++) {
            groups.get(i).options().set_lr(learningRate * factors.get((int) i));
        }
    }

    Optimizer optimizer() {
        return optimizer;
    }

    @Nullable
    WeightAverage average() {
        return average;
    }

    /** Adds an epoch; the network must have the weights that were validated. */
    void add(EpochRecord epoch) {
        history.add(epoch);
        if (epoch.kept()) {
            keep(WeightAverage.copy(network));
        }
    }

    void restore(List<EpochRecord> epochs, Map<String, Tensor> keptWeights) {
        history.clear();
        history.addAll(epochs);
        keep(keptWeights);
    }

    private void keep(Map<String, Tensor> weights) {
        Map<String, Tensor> old = kept;
        kept = weights;
        old.values().forEach(Tensor::close);
    }

    /**
     * One parameter group per factor and decay, in the order of first appearance. Kernels and matrices decay, biases and
     * normalization weights do not; the study's L2 applies to convolution kernels only.
     */
    private Optimizer optimizer(Recipe.TrainingSettings training, ToDoubleFunction<String> rates) {
        boolean adam = training.optimizer() == Recipe.TrainingOptimizer.ADAM;
        Map<ParameterGroup, TensorVector> groups = new LinkedHashMap<>();
        network.namedWeights().forEach((name, weight) -> {
            double factor = rates.applyAsDouble(name);
            if (factor > 0) {
                boolean decays = weight.dim() == 4 || (!adam && weight.dim() == 2);
                groups.computeIfAbsent(new ParameterGroup(factor, decays), group -> new TensorVector())
                        .push_back(weight);
            }
        });
        Optimizer built = null;
        for (Map.Entry<ParameterGroup, TensorVector> group : groups.entrySet()) {
            OptimizerOptions options = options(training, adam, group.getKey().decays());
            if (built != null) {
                built.add_param_group(new OptimizerParamGroup(group.getValue(), options));
            } else if (options instanceof AdamOptions first) {
                built = new Adam(group.getValue(), first);
            } else {
                built = new AdamW(group.getValue(), (AdamWOptions) options);
            }
            factors.add(group.getKey().factor());
        }
        if (built == null) {
            throw new IllegalArgumentException("Every weight is frozen; expected at least one trainable layer.");
        }
        return built;
    }

    private static OptimizerOptions options(Recipe.TrainingSettings training, boolean adam, boolean decays) {
        if (adam) {
            AdamOptions options = new AdamOptions(training.learningRate());
            if (decays) {
                options.weight_decay().put(2 * training.decay()); // d/dw of decay * w^2
            }
            return options;
        }
        AdamWOptions options = new AdamWOptions(training.learningRate());
        options.weight_decay().put(decays ? training.decay() : 0);
        return options;
    }
}
