package dev.gioconda.train;

import dev.gioconda.data.load.Faces;
import dev.gioconda.model.BackboneManifest;
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
 * Pretraining of a backbone on what may be published as weights: objects, faces and paintings, see {@link PretextTask}.
 *
 * @param recipe how
 * @param objects labelled pictures of 32 x 32, one class each
 * @param validation the like, to choose on
 * @param faces of 64 x 64 with attributes
 * @param regions of paintings, 64 x 64, one class each
 */
public record Pretraining(PretrainRecipe recipe, Faces objects, Faces validation, Faces faces, Faces regions) {

    /** How the backbone's inputs are normalised. */
    public static final Normalization NORMALIZATION = Normalization.IMAGENET;

    /**
     * What came out.
     *
     * @param weights of the plain VGG19, batch normalisation folded in
     * @param kept the epoch they are of
     */
    public record PretrainResult(Map<String, Tensor> weights, EpochRecord kept) {}

    /**
     * Trains, or goes on where the run's last checkpoint stands.
     *
     * @param initialWeights a network of the same shape and tasks to begin with, as {@link Checkpoints#readKept} reads it; empty to begin
     *     with random weights
     */
    public PretrainResult run(RunFolder run, Map<String, Tensor> initialWeights, Consumer<Progress> listener)
            throws IOException {
        objects.classes(); // an object of no class or of several is an error before the first step
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

    /** What to know of the backbone, for {@code card.md}. */
    public static String card(BackboneManifest manifest) {
        return """
                # %s

                A backbone for transfer and style transfer: `%s`, pretrained from scratch by Gioconda.

                - Objects: %s. Faces: %s. Paintings: %s.
                - Accuracy on objects that were held out: %.4f.
                - Batch normalisation of the training is folded into the convolutions; state names are torchvision's.

                The recipe stands in `manifest.json`; the same recipe, data, machine and threads give the same weights.
                """.formatted(
                        manifest.name(),
                        manifest.backbone(),
                        manifest.data().get("objects"),
                        manifest.data().get("faces"),
                        manifest.data().get("paintings"),
                        manifest.metrics().get("validation.accuracy"));
    }
}
