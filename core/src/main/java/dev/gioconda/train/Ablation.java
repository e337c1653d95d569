package dev.gioconda.train;

import dev.gioconda.data.load.Faces;
import dev.gioconda.model.Pretrained;
import dev.gioconda.nn.Architecture;
import dev.gioconda.nn.Head;
import java.io.IOException;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * What each choice of a transfer is worth: the same short training with one choice changed at a time, judged on validation,
 * since choices are made there.
 *
 * @param recipe of the trainings; its network and what it unfreezes are replaced
 * @param attributes the attributes of the faces' labels, in their order
 * @param store where outputs of frozen layers are kept
 * @param train faces to learn from
 * @param validation faces to judge on
 */
public record Ablation(Recipe recipe, List<String> attributes, FeatureStore store, Faces train, Faces validation) {

    /**
     * One choice.
     *
     * @param backbone the network, such as {@code vgg19:width=0.375,pooling=average}
     * @param weights where they come from
     * @param unfreeze how much of the backbone learns
     * @param head what is on it
     * @param trainableParameters how many numbers learn
     * @param accuracy on validation, of the kept epoch
     * @param seconds all its epochs took, features of frozen layers not counted
     */
    public record AblationRow(
            String backbone,
            String weights,
            String unfreeze,
            String head,
            long trainableParameters,
            double accuracy,
            double seconds) {}

    /** Tries one choice. */
    public AblationRow run(Pretrained backbone, String unfreeze, Head head) throws IOException {
        TransferSettings old = recipe.transfer();
        Recipe changed = recipe.with(
                Architecture.of(backbone.spec(), head).id(),
                backbone.normalization(),
                new TransferSettings(
                        backbone.source(), unfreeze, old.rate(), old.progressive(), old.views(), old.cache()));
        Trainer trainer = new Trainer(changed, attributes, store);
        TrainingState state = trainer.start(attributes.size(), backbone.load());
        trainer.fit(state, train, validation, progress -> {});
        return new AblationRow(
                backbone.spec().toString(),
                backbone.label(),
                unfreeze,
                head.id(),
                state.network().weights().stream()
                        .filter(Tensor::requires_grad)
                        .mapToLong(Tensor::numel)
                        .sum(),
                CheckpointSelection.kept(state.history()).validationAccuracy(),
                state.history().stream().mapToDouble(EpochRecord::seconds).sum());
    }
}
