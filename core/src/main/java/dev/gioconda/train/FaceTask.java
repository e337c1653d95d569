package dev.gioconda.train;

import dev.gioconda.data.load.Faces;
import dev.gioconda.nn.Forward;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;

/**
 * Attributes of faces, trained on augmented images.
 *
 * @param recipe augmentation, mixup and flip averaging
 * @param forward the network to be trained
 * @param loss of its logits
 * @param target index of the predicted attribute among the faces' labels
 * @param train training faces
 * @param validation validation faces
 */
record FaceTask(Recipe recipe, Forward forward, AttributeLoss loss, int target, Faces train, Faces validation)
        implements TrainingTask {

    @Override
    public int size() {
        return train.size();
    }

    @Override
    public BatchResult computeBatch(
            int epoch, int[] positions, Generator generator, SplittableRandom random, EpochMeter meter) {
        meter.startDataWait();
        Tensor pictures = recipe.augmentation().apply(train.pictures(positions), generator); // [n, 3, h, w]
        Tensor labels = train.labels(positions); // [n, a]
        meter.endDataWait();
        return batchResult(pictures, labels, random, forward::logits);
    }

    /**
     * Applies mixup, runs the model and computes the loss.
     *
     * @param inputs images or features // [n, c, h, w]
     * @param labels 1, 0 or -1 (unknown) // [n, a]
     * @param model from inputs to logits // [n, a]
     */
    BatchResult batchResult(Tensor inputs, Tensor labels, SplittableRandom random, UnaryOperator<Tensor> model) {
        Tensor truth = labels;
        Tensor x = inputs;
        if (recipe.training().mixup() > 0) {
            Mixup mixup = Mixup.draw(recipe.training().mixup(), random);
            x = mixup.mixInputs(x);
            truth = mixup.mixLabels(labels);
        }
        Tensor logits = model.apply(x); // [n, a]
        return new BatchResult(loss.of(logits, truth), Validation.countCorrect(logits, truth, target), labels.size(0));
    }

    @Override
    public Validation.ValidationResult validate() {
        float[][] logits = FaceLogits.of(forward, validation, recipe.flipAverage());
        return Validation.of(logits, validation, target);
    }
}
