package dev.gioconda.train;

import dev.gioconda.model.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.OptimizerParamGroupVector;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.jspecify.annotations.Nullable;

/**
 * A training between two epochs: weights, their average, the optimiser's moments, the history. Random numbers need no state:
 * every epoch's stream is a function of the seed and the epoch.
 */
public final class TrainingState {

    private final Network network;
    private final Optimizer optimizer;
    private final @Nullable WeightAverage average;
    private final List<EpochRecord> history = new ArrayList<>();
    private Map<String, Tensor> kept;

    /** The start of a training of a fresh network; call it outside any pointer scope. */
    public TrainingState(Network network, Recipe.Training training) {
        this.network = network;
        this.optimizer = optimizer(network, training);
        this.average = training.average() > 0 ? new WeightAverage(network, training.average()) : null;
        this.kept = WeightAverage.copy(network);
    }

    /** The live network. */
    public Network network() {
        return network;
    }

    /** The epochs so far. */
    public List<EpochRecord> history() {
        return List.copyOf(history);
    }

    /** The weights of the kept epoch; the start's before the first. */
    public Map<String, Tensor> kept() {
        return kept;
    }

    /** From now on the optimiser steps at this rate. */
    void rate(double rate) {
        OptimizerParamGroupVector groups = optimizer.param_groups();
        for (long i = 0; i < groups.size(); i++) {
            groups.get(i).options().set_lr(rate);
        }
    }

    Optimizer optimizer() {
        return optimizer;
    }

    @Nullable
    WeightAverage average() {
        return average;
    }

    /** Notes an epoch; the network holds the weights that were validated. */
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

    /** Kernels and matrices decay, biases and normalisations do not; the study's L2 is on convolution kernels alone. */
    private static Optimizer optimizer(Network network, Recipe.Training training) {
        boolean adam = training.optimiser() == Recipe.Optimiser.ADAM;
        TensorVector decayed = new TensorVector();
        TensorVector free = new TensorVector();
        for (Tensor weight : network.weights()) {
            (weight.dim() == 4 || (!adam && weight.dim() == 2) ? decayed : free).push_back(weight);
        }
        double rate = training.learningRate();
        if (adam) {
            AdamOptions l2 = new AdamOptions(rate);
            l2.weight_decay().put(2 * training.decay()); // d/dw of decay * w^2
            Optimizer optimizer = new Adam(decayed, l2);
            optimizer.add_param_group(new OptimizerParamGroup(free, new AdamOptions(rate)));
            return optimizer;
        }
        AdamWOptions decay = new AdamWOptions(rate);
        decay.weight_decay().put(training.decay());
        AdamWOptions none = new AdamWOptions(rate);
        none.weight_decay().put(0);
        Optimizer optimizer = new AdamW(decayed, decay);
        optimizer.add_param_group(new OptimizerParamGroup(free, none));
        return optimizer;
    }
}
