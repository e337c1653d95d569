package dev.gioconda.train.detection;

import dev.gioconda.nn.DetectorNet;
import dev.gioconda.nn.Forward;
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
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.global.torch;

/**
 * Trains a {@link DetectorNet} on composed scenes.
 *
 * @param recipe the settings
 * @param training annotated pictures by data set
 * @param validation others, from which the validation scenes are composed
 * @param backgrounds pictures without objects
 */
public record DetectorTraining(
        DetectorRecipe recipe,
        List<List<AnnotatedPicture>> training,
        List<List<AnnotatedPicture>> validation,
        BackgroundPainter backgrounds) {

    /**
     * A trained detector.
     *
     * @param network with the kept weights, in evaluation mode
     * @param kept the epoch of the weights
     */
    public record DetectorResult(DetectorNet network, EpochRecord kept) {}

    /** Trains, or resumes from the run's last checkpoint. */
    public DetectorResult run(RunFolder run, Consumer<Progress> listener) throws IOException {
        long seed = recipe.training().seed();
        torch.manual_seed(Tensors.mix(seed));
        DetectorNet network = new DetectorNet();
        TrainingState state = new TrainingState(network, recipe.training());
        Checkpoints checkpoints = new Checkpoints(run.checkpoints(), recipe.toToml());
        checkpoints.restore(state);
        SceneComposer composer = new SceneComposer(recipe.scenes(), validation, backgrounds);
        List<AnnotatedPicture> validationScenes = IntStream.range(
                        0, recipe.scenes().validation())
                .mapToObj(i -> composer.compose(new SplittableRandom(Tensors.mix(seed, 0, i))))
                .toList();
        Forward forward = new Forward(
                network,
                Output.SIGMOID,
                Normalization.RESCALE,
                Precision.parse(recipe.training().precision()));
        DetectorTask task = new DetectorTask(
                recipe,
                forward,
                new SceneCache(new SceneComposer(recipe.scenes(), training, backgrounds), seed),
                validationScenes);
        new TrainingLoop(recipe.training(), task)
                .fit(state, checkpoints.andThen(run.metrics()).andThen(listener));
        return new DetectorResult(network, CheckpointSelection.kept(state.history()));
    }
}
