package dev.gioconda.train;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gioconda.data.load.Augmentation;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.nn.Normalization;

/**
 * All settings of a training except the data, read from a TOML preset and {@code key=value} overrides; stored with the run and in
 * the manifest.
 *
 * @param network id of the architecture, see {@link dev.gioconda.nn.Architecture}
 * @param target the predicted attribute, such as {@code Smiling}
 * @param auxiliary total loss weight of all other attributes, relative to the target; 0 trains only the target
 * @param normalization of pixel values in [0, 1]
 * @param flipAverage whether logits are averaged over the face and its mirror image
 * @param input the crop of the face that is the network's input
 * @param training the optimization
 * @param augmentation of training images
 * @param transfer how a pretrained backbone is used; {@link TransferSettings#NONE} for a network without one
 */
public record Recipe(
        String network,
        String target,
        double auxiliary,
        @JsonProperty("normalisation") Normalization normalization,
        boolean flipAverage,
        CropGeometry input,
        TrainingSettings training,
        Augmentation augmentation,
        TransferSettings transfer) {

    /**
     * The optimization.
     *
     * @param epochs passes over the training faces
     * @param batch faces per step
     * @param optimizer Adam with L2 or AdamW
     * @param learningRate the peak learning rate, see {@link LearningRateSchedule}
     * @param decay for {@code ADAM} the factor of Keras' L2 regularization of convolution kernels, whose gradient is {@code 2 decay w}; for
     *     {@code ADAMW} the decoupled weight decay of all kernels and matrices
     * @param schedule of the learning rate
     * @param labelSmoothing s: a label of 1 becomes {@code 1 - s/2}, a label of 0 {@code s/2}
     * @param mixup the parameter a of {@link Mixup}; 0 for none
     * @param average decay per step of the moving average of weights, see {@link WeightAverage}, such as 0.998; 0 for none
     * @param clip maximum norm of the gradient; 0 for no limit
     * @param patience epochs without improvement before training stops early; 0 never
     * @param precision {@code auto}, {@code float32} or {@code bfloat16}
     * @param seed of initial weights, order, augmentation and dropout
     */
    public record TrainingSettings(
            int epochs,
            int batch,
            @JsonProperty("optimiser") TrainingOptimizer optimizer,
            double learningRate,
            double decay,
            LearningRateSchedule schedule,
            double labelSmoothing,
            double mixup,
            double average,
            double clip,
            int patience,
            String precision,
            long seed) {

        /** Checks the values. */
        public TrainingSettings {
            require(epochs >= 1, "epochs", epochs, "at least 1");
            require(batch >= 2, "batch", batch, "at least 2, for batch normalization");
            require(learningRate > 0 && learningRate < 10, "learning-rate", learningRate, "between 0 and 10");
            require(decay >= 0, "decay", decay, "0 or more");
            require(labelSmoothing >= 0 && labelSmoothing < 1, "label-smoothing", labelSmoothing, "in [0, 1)");
            require(mixup >= 0 && mixup <= 1, "mixup", mixup, "in [0, 1]");
            require(average >= 0 && average < 1, "average", average, "in [0, 1)");
        }

        /** A copy with another number of epochs. */
        public TrainingSettings withEpochs(int newEpochs) {
            return new TrainingSettings(
                    newEpochs,
                    batch,
                    optimizer,
                    learningRate,
                    decay,
                    schedule,
                    labelSmoothing,
                    mixup,
                    average,
                    clip,
                    patience,
                    precision,
                    seed);
        }

        private static void require(boolean holds, String key, Object value, String expected) {
            if (!holds) {
                throw new IllegalArgumentException("training.%s is %s; expected %s.".formatted(key, value, expected));
            }
        }
    }

    /** A copy with another network, its normalization, and transfer settings. */
    public Recipe withNetwork(String otherNetwork, Normalization otherNormalization, TransferSettings otherTransfer) {
        return new Recipe(
                otherNetwork,
                target,
                auxiliary,
                otherNormalization,
                flipAverage,
                input,
                training,
                augmentation,
                otherTransfer);
    }

    /** A copy with another number of epochs. */
    public Recipe withEpochs(int epochs) {
        return new Recipe(
                network,
                target,
                auxiliary,
                normalization,
                flipAverage,
                input,
                training.withEpochs(epochs),
                augmentation,
                transfer);
    }

    /** A copy with another augmentation. */
    public Recipe withAugmentation(Augmentation other) {
        return new Recipe(network, target, auxiliary, normalization, flipAverage, input, training, other, transfer);
    }

    /** The update rule. */
    public enum TrainingOptimizer {
        /** Kingma and Ba 2015, arXiv 1412.6980, with L2 regularization in the loss, as in Keras. */
        ADAM,
        /** Loshchilov and Hutter 2019, arXiv 1711.05101: decoupled weight decay. */
        ADAMW
    }
}
