package dev.gioconda.train.backbone;

import dev.gioconda.model.Pretrained;
import dev.gioconda.nn.Forward;
import dev.gioconda.nn.HintNet;
import dev.gioconda.nn.HintNet.Hint;
import dev.gioconda.nn.Normalization;
import dev.gioconda.nn.Output;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Tensors;
import dev.gioconda.train.CheckpointSelection;
import dev.gioconda.train.Checkpoints;
import dev.gioconda.train.EpochRecord;
import dev.gioconda.train.Progress;
import dev.gioconda.train.RunFolder;
import dev.gioconda.train.TrainingLoop;
import dev.gioconda.train.TrainingState;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * Trains a backbone to predict the features of teachers, see {@link HintTask}.
 *
 * @param recipe of the training
 * @param teachers with at least one hint together
 * @param training pictures
 * @param validation other pictures
 */
record HintTraining(HintRecipe recipe, List<FeatureTeacher> teachers, PictureCrops training, PictureCrops validation) {

    /** The normalization of the backbone's inputs. */
    static final Normalization NORMALIZATION = Normalization.IMAGENET;

    private static final int FIT_BATCH = 32; // crops
    private static final int FIT_BATCHES = 4;
    private static final long FIT_SEED = 1;

    /**
     * A trained backbone.
     *
     * @param weights of the backbone, without regressors
     * @param kept the epoch of the weights
     * @param explained share of the variance of every hint on held-out pictures
     */
    record HintResult(Map<String, Tensor> weights, EpochRecord kept, Map<Hint, Double> explained) {}

    /** Trains, or resumes from the run's last checkpoint. */
    HintResult run(RunFolder run, Consumer<Progress> listener) throws IOException {
        torch.manual_seed(Tensors.mix(recipe.training().seed()));
        Precision precision = Precision.parse(recipe.training().precision());
        List<FeatureTeacher> scaled = scaledTeachers(precision);
        HintNet network = new HintNet(
                recipe.backbone(),
                scaled.stream().flatMap(teacher -> teacher.hints().stream()).toList());
        Map<String, Tensor> start = initialWeights();
        if (!start.isEmpty()) {
            network.trunk().load(start);
        }
        fitRegressors(network, scaled, precision);
        TrainingState state = new TrainingState(network, recipe.training());
        Checkpoints checkpoints = new Checkpoints(run.checkpoints(), recipe.toToml());
        checkpoints.restore(state);
        Forward forward = new Forward(network, Output.SIGMOID, NORMALIZATION, precision);
        HintTask task = new HintTask(recipe, forward, scaled, training, validation);
        new TrainingLoop(recipe.training(), task)
                .fit(state, checkpoints.andThen(run.metrics()).andThen(listener));
        return new HintResult(network.trunk().state(), CheckpointSelection.kept(state.history()), task.explained());
    }

    private Map<String, Tensor> initialWeights() throws IOException {
        return switch (recipe.start()) {
            case Pretrained.EMBEDDED -> Pretrained.embedded().load();
            case Pretrained.PAINTING -> Pretrained.painting().load();
            default -> Map.of();
        };
    }

    private List<FeatureTeacher> scaledTeachers(Precision precision) {
        try (PointerScope scope = new PointerScope()) {
            Tensor pictures = training.draw(FIT_BATCH, recipe.side(), new SplittableRandom(FIT_SEED));
            return teachers.stream()
                    .map(teacher -> teacher.scaledOn(pictures, precision))
                    .toList();
        }
    }

    private void fitRegressors(HintNet network, List<FeatureTeacher> scaled, Precision precision) {
        RegressorFit fit = new RegressorFit();
        SplittableRandom random = new SplittableRandom(FIT_SEED);
        network.eval();
        for (int batch = 0; batch < FIT_BATCHES; batch++) {
            try (PointerScope scope = new PointerScope();
                    NoGradGuard noGrad = new NoGradGuard()) {
                Tensor pictures = training.draw(FIT_BATCH, recipe.side(), random);
                Positions positions = Positions.random(random);
                Map<Hint, Tensor> targets = new LinkedHashMap<>();
                scaled.forEach(teacher -> targets.putAll(teacher.features(pictures, precision, positions)));
                Map<String, Tensor> outputs = network.trunk()
                        .layerOutputs(
                                NORMALIZATION.apply(pictures).contiguous(MemoryFormat.ChannelsLast),
                                targets.keySet().stream().map(Hint::layer).toList());
                outputs.replaceAll((layer, output) -> positions.of(output));
                fit.add(outputs, targets);
            }
        }
        fit.applyTo(network);
    }
}
