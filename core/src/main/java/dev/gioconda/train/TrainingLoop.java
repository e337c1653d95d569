package dev.gioconda.train;

import dev.gioconda.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.global.torch;

/**
 * The training loop: epochs of optimizer steps on any {@link TrainingTask}. It reports {@link Progress} to a listener and uses no
 * terminal and no file; checkpoints are saved by a listener. Every random stream is a function of seed and epoch, so that a resumed
 * run repeats an uninterrupted one.
 *
 * @param training the optimization
 * @param task computes the losses
 */
public record TrainingLoop(Recipe.TrainingSettings training, TrainingTask task) {

    /**
     * Trains from {@code state} to the last epoch, or until early stopping; then the network has the weights that {@link
     * CheckpointSelection} selected.
     *
     * @throws DivergedException if the loss is NaN or infinite
     */
    public void fit(TrainingState state, Consumer<Progress> listener) {
        for (int epoch = state.history().size() + 1; epoch <= training.epochs(); epoch++) {
            if (shouldStopEarly(state.history())) {
                break;
            }
            EpochRecord record = epoch(epoch, state, listener);
            withAverage(state, () -> {
                state.add(record);
                return record;
            });
            listener.accept(new Progress.EpochEnd(training.epochs(), record, state));
        }
        state.network().load(state.kept());
        state.network().eval();
    }

    private EpochRecord epoch(int epoch, TrainingState state, Consumer<Progress> listener) {
        long seed = training.seed();
        SplittableRandom random = new SplittableRandom(Tensors.mix(seed, epoch));
        torch.manual_seed(Tensors.mix(seed, epoch, 1)); // dropout
        int[] order = shuffled(task.size(), random);
        int steps = Math.max(1, order.length / training.batch());
        task.beginEpoch(epoch);
        EpochMeter meter = new EpochMeter(training.epochs(), epoch, steps);
        double rate = training.learningRate();
        try (Generator generator = Tensors.generator(seed, epoch, 2)) {
            for (int step = 0; step < steps; step++) {
                try (PointerScope scope = new PointerScope()) {
                    rate = training.schedule()
                            .rate(training.learningRate(), epoch - 1 + (double) step / steps, training.epochs());
                    state.learningRate(rate);
                    int from = step * training.batch();
                    int[] positions = Arrays.copyOfRange(order, from, Math.min(from + training.batch(), order.length));
                    update(state, task.computeBatch(epoch, positions, generator, random, meter), meter);
                }
                listener.accept(meter.progress());
            }
        }
        double trainSeconds = meter.seconds();
        Validation.ValidationResult validation = withAverage(state, task::validate);
        return new EpochRecord(
                epoch,
                meter.loss(),
                meter.accuracy(),
                validation.loss(),
                validation.accuracy(),
                rate,
                meter.seconds(),
                meter.pictures() / trainSeconds,
                meter.waitSeconds() / trainSeconds,
                CheckpointSelection.shouldKeep(state.history(), validation.accuracy(), validation.evaluated()));
    }

    private void update(TrainingState state, TrainingTask.BatchResult outcome, EpochMeter meter) {
        state.optimizer().zero_grad();
        outcome.loss().backward();
        if (training.clip() > 0) {
            torch.clip_grad_norm_(state.network().parameters(), training.clip());
        }
        state.optimizer().step();
        WeightAverage average = state.average();
        if (average != null) {
            average.update();
        }
        double loss = Tensors.scalar(outcome.loss());
        if (!Double.isFinite(loss)) {
            throw new DivergedException(("The loss is %s at epoch %d, step %d. The learning rate may be too high: set "
                            + "training.learning-rate=%s, or training.precision=float32.")
                    .formatted(loss, meter.epoch(), meter.step() + 1, training.learningRate() / 4));
        }
        meter.add(loss, outcome.correct(), outcome.pictures());
    }

    /** Runs an action while the network has the moving average of its weights, if there is one. */
    private static <T> T withAverage(TrainingState state, Supplier<T> action) {
        WeightAverage average = state.average();
        if (average == null) {
            return action.get();
        }
        average.swap();
        try {
            return action.get();
        } finally {
            average.swap();
        }
    }

    private boolean shouldStopEarly(List<EpochRecord> history) {
        int patience = training.patience();
        return patience > 0
                && CheckpointSelection.best(history)
                        .map(best -> history.size() - best.epoch() >= patience)
                        .orElse(false);
    }

    private static int[] shuffled(int size, SplittableRandom random) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
