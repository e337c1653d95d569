package dev.gioconda.train;

import dev.gioconda.data.Faces;
import dev.gioconda.model.Architecture;
import dev.gioconda.model.Forward;
import dev.gioconda.model.Network;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Tensors;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.pytorch.global.torch;

/**
 * Trains a network on faces by a recipe, see {@link TrainingLoop}. Same recipe, data, machine and threads give the same
 * numbers, also across a resume.
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
        Forward forward = new Forward(state.network(), architecture.output(), recipe.normalisation(), precision);
        Lesson lesson = new FaceLesson(recipe, forward, loss, target, train, validation);
        new TrainingLoop(recipe.training(), lesson).fit(state, listener);
    }
}
