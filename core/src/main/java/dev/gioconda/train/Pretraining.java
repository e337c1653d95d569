package dev.gioconda.train;

import dev.gioconda.data.load.Faces;
import dev.gioconda.nn.Forward;
import dev.gioconda.nn.Normalization;
import dev.gioconda.nn.Output;
import dev.gioconda.nn.PretextNet;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Pretraining of a backbone on data that may be published as weights: objects, faces and paintings, see {@link PretextTask}.
 *
 * @param recipe of the training
 * @param objects labeled images of 32 x 32 pixels, one class each
 * @param validation more of them, to select the checkpoint
 * @param faces of 64 x 64 pixels with attributes
 * @param regions of paintings, 64 x 64 pixels, one class per painting
 */
public record Pretraining(PretrainRecipe recipe, Faces objects, Faces validation, Faces faces, Faces regions) {

    /** The normalization of the backbone's inputs. */
    public static final Normalization NORMALIZATION = Normalization.IMAGENET;

    /**
     * A pretrained backbone.
     *
     * @param weights of the plain VGG19, with batch normalization folded into the convolutions
     * @param kept the epoch of the weights
     */
    public record PretrainResult(Map<String, Tensor> weights, EpochRecord kept) {}

    /**
     * Trains, or resumes from the run's last checkpoint.
     *
     * @param initialWeights of a network of the same shape and tasks, as {@link Checkpoints#readKept} reads them; empty for random
     *     weights
     */
    public PretrainResult run(RunFolder run, Map<String, Tensor> initialWeights, Consumer<Progress> listener)
            throws IOException {
        objects.classes(); // fails before the first step if an object does not have exactly one class
        torch.manual_seed(Tensors.mix(recipe.training().seed()));
        int outputs = PretextTask.classCount(objects) + PretextTask.classCount(faces) + PretextTask.classCount(regions);
        PretextNet network = new PretextNet(recipe.width(), recipe.pooling(), outputs);
        if (!initialWeights.isEmpty()) {
            network.load(initialWeights);
        }
        TrainingState state = new TrainingState(network, recipe.training());
        Checkpoints checkpoints = new Checkpoints(run.checkpoints(), Recipes.toToml(recipe));
        checkpoints.restore(state);
        Forward forward = new Forward(
                network,
                Output.SIGMOID,
                NORMALIZATION,
                Precision.parse(recipe.training().precision()));
        TrainingTask task = new PretextTask(recipe, forward, objects, validation, faces, regions);
        new TrainingLoop(recipe.training(), task)
                .fit(state, checkpoints.andThen(run.metrics()).andThen(listener));
        return new PretrainResult(network.backboneWeights(), CheckpointSelection.kept(state.history()));
    }
}
