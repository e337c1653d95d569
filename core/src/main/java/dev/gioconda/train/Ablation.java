package dev.gioconda.train;

import dev.gioconda.data.load.Faces;
import dev.gioconda.model.Pretrained;
import dev.gioconda.nn.Architecture;
import dev.gioconda.nn.Head;
import java.io.IOException;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Ablation of transfer learning: the same short training with one setting changed at a time, compared by accuracy on the
 * validation part.
 *
 * @param recipe of the trainings; network and unfrozen layers are replaced
 * @param attributes the attributes of the faces' labels, in their order
 * @param store cache of the outputs of frozen layers
 * @param train training faces
 * @param validation validation faces
 */
public record Ablation(Recipe recipe, List<String> attributes, FeatureStore store, Faces train, Faces validation) {

    /**
     * The result of one setting.
     *
     * @param backbone the network, such as {@code vgg19:width=0.375,pooling=average}
     * @param weights their source
     * @param unfreeze the trainable part of the backbone
     * @param head the head on the backbone
     * @param trainableParameters number of trainable parameters
     * @param accuracy on validation, of the kept epoch
     * @param seconds of all epochs, without the computation of cached features
     */
    public record AblationRow(
            String backbone,
            String weights,
            String unfreeze,
            String head,
            long trainableParameters,
            double accuracy,
            double seconds) {}

    /** Trains with one setting. */
    public AblationRow run(Pretrained backbone, String unfreeze, Head head) throws IOException {
        TransferSettings old = recipe.transfer();
        Recipe changed = recipe.withNetwork(
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
