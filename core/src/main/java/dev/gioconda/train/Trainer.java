package dev.gioconda.train;

import dev.gioconda.data.Faces;
import dev.gioconda.model.Architecture;
import dev.gioconda.model.Forward;
import dev.gioconda.model.Network;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Tensors;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.OptimizerParamGroupVector;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Trains a network on faces by a recipe. It emits {@link Progress} and knows no terminal and no file; whoever wants
 * checkpoints listens. Same recipe, data, machine and threads give the same numbers, also across a resume.
 */
public final class Trainer {

    private final Recipe recipe;
    private final Architecture architecture;
    private final int target;
    private final Precision precision;
    private final AttributeLoss loss;

    /** @param attributes the attributes of the faces' labels, in their order */
    public Trainer(Recipe recipe, List<String> attributes) {
        this.recipe = recipe;
        this.architecture = Architecture.of(recipe.network());
        this.target = attributes.indexOf(recipe.target());
        if (target < 0) {
            throw new IllegalArgumentException(
                    "The data has no attribute \"%s\"; it has %s.".formatted(recipe.target(), attributes));
        }
        this.precision = Precision.parse(recipe.training().precision());
        double auxiliary = attributes.size() > 1 ? recipe.auxiliary() : 0;
        this.loss = new AttributeLoss(target, auxiliary, recipe.training().labelSmoothing());
    }

    /** A fresh network and optimiser, decided by the recipe's seed. */
    public TrainingState start(int attributes) {
        torch.manual_seed(Tensors.mix(recipe.training().seed()));
        Network network =
                architecture.build(recipe.input().rows(), recipe.input().columns(), attributes);
        return new TrainingState(network, recipe.training());
    }

    /**
     * Trains from where {@code state} stands to the recipe's last epoch, or until patience ends; then the network holds the
     * weights that {@link Keeping} chose.
     *
     * @throws DivergedException when the loss is no longer a number
     */
    public void fit(TrainingState state, Faces train, Faces validation, Consumer<Progress> listener) {
        Recipe.Training training = recipe.training();
        for (int epoch = state.history().size() + 1; epoch <= training.epochs(); epoch++) {
            if (patienceIsOver(state.history())) {
                break;
            }
            EpochRecord record = epoch(epoch, state, train, validation, listener);
            WeightAverage average = state.average();
            if (average != null) {
                average.swap();
            }
            state.add(record);
            if (average != null) {
                average.swap();
            }
            listener.accept(new Progress.EpochEnd(training.epochs(), record, state));
        }
        state.network().load(state.kept());
        state.network().eval();
    }

    private EpochRecord epoch(
            int epoch, TrainingState state, Faces train, Faces validation, Consumer<Progress> listener) {
        Recipe.Training training = recipe.training();
        long seed = training.seed();
        SplittableRandom random = new SplittableRandom(Tensors.mix(seed, epoch));
        torch.manual_seed(Tensors.mix(seed, epoch, 1)); // dropout
        int[] order = shuffled(train.size(), random);
        int steps = Math.max(1, train.size() / training.batch());
        state.network().train(true);
        Meter meter = new Meter(training.epochs(), epoch, steps);
        double rate = training.learningRate();
        try (Generator generator = Tensors.generator(seed, epoch, 2)) {
            for (int step = 0; step < steps; step++) {
                try (PointerScope scope = new PointerScope()) {
                    rate = training.schedule()
                            .rate(training.learningRate(), epoch - 1 + (double) step / steps, training.epochs());
                    setRate(state, rate);
                    int from = step * training.batch();
                    int[] rows =
                            java.util.Arrays.copyOfRange(order, from, Math.min(from + training.batch(), order.length));
                    meter.waitStarts();
                    Tensor pictures = recipe.augmentation().apply(train.pictures(rows), generator); // [n, 3, h, w]
                    Tensor labels = train.labels(rows); // [n, a]
                    meter.waitEnds();
                    step(state, pictures, labels, random, meter);
                }
                listener.accept(meter.progress());
            }
        }
        double trained = meter.seconds();
        Validation.Result judged = validate(state, validation);
        return new EpochRecord(
                epoch,
                meter.loss(),
                meter.accuracy(),
                judged.loss(),
                judged.accuracy(),
                rate,
                meter.seconds(),
                meter.pictures() / trained,
                meter.waitSeconds() / trained,
                Keeping.keeps(state.history(), judged.accuracy(), judged.judged()));
    }

    private void step(TrainingState state, Tensor pictures, Tensor labels, SplittableRandom random, Meter meter) {
        Recipe.Training training = recipe.training();
        Tensor truth = labels;
        Tensor x = pictures;
        if (training.mixup() > 0) {
            Mixup mixup = Mixup.draw(training.mixup(), random);
            x = mixup.pictures(x);
            truth = mixup.labels(labels);
        }
        Tensor logits = forward(state).logits(x); // [n, a]
        Tensor value = loss.of(logits, truth);
        state.optimizer().zero_grad();
        value.backward();
        if (training.clip() > 0) {
            torch.clip_grad_norm_(state.network().parameters(), training.clip());
        }
        state.optimizer().step();
        WeightAverage average = state.average();
        if (average != null) {
            average.update();
        }
        double number = Tensors.scalar(value);
        if (!Double.isFinite(number)) {
            throw new DivergedException(("The loss is %s at epoch %d, step %d. The rate may be too high: try "
                            + "--set training.learning-rate=%s, or --set training.precision=float32.")
                    .formatted(number, meter.epoch(), meter.step() + 1, training.learningRate() / 4));
        }
        meter.add(number, Validation.right(logits, truth, target), pictures.size(0));
    }

    private Validation.Result validate(TrainingState state, Faces validation) {
        WeightAverage average = state.average();
        if (average != null) {
            average.swap();
        }
        try {
            float[][] logits = FaceLogits.of(forward(state), validation, recipe.flipAverage());
            return Validation.of(logits, validation, target);
        } finally {
            if (average != null) {
                average.swap();
            }
        }
    }

    private Forward forward(TrainingState state) {
        return new Forward(state.network(), architecture.output(), recipe.normalisation(), precision);
    }

    private boolean patienceIsOver(List<EpochRecord> history) {
        int patience = recipe.training().patience();
        return patience > 0
                && Keeping.best(history)
                        .map(best -> history.size() - best.epoch() >= patience)
                        .orElse(false);
    }

    private static void setRate(TrainingState state, double rate) {
        OptimizerParamGroupVector groups = state.optimizer().param_groups();
        for (long i = 0; i < groups.size(); i++) {
            groups.get(i).options().set_lr(rate);
        }
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
