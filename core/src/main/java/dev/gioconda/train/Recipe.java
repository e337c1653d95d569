package dev.gioconda.train;

import dev.gioconda.data.load.Augmentation;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.nn.Normalization;

/**
 * Everything that decides a training besides the data: read from a TOML preset and {@code --set key=value}, printed, and
 * saved with the run.
 *
 * @param network the architecture's name, see {@link dev.gioconda.nn.Architecture}
 * @param target the attribute that is judged, such as {@code Smiling}
 * @param auxiliary the weight of all other attributes together in the loss, the target having 1; 0 trains the target alone
 * @param normalisation what is done to pixel values in [0, 1]
 * @param flipAverage whether answers are averaged over the face and its mirror image
 * @param input the crop of the face that the network sees
 * @param training the optimizer settings
 * @param augmentation the random changes of training pictures
 * @param transfer how a pretrained backbone is taken over; {@link TransferSettings#NONE} for a network without one
 */
public record Recipe(
        String network,
        String target,
        double auxiliary,
        Normalization normalisation,
        boolean flipAverage,
        CropGeometry input,
        TrainingSettings training,
        Augmentation augmentation,
        TransferSettings transfer) {

    /**
     * How the weights are found.
     *
     * @param epochs passes over the training faces
     * @param batch faces a step
     * @param optimiser Adam with L2 or AdamW
     * @param learningRate the peak rate; schedules say what they make of it
     * @param decay for {@code ADAM} Keras' L2 factor on convolution kernels, whose gradient is {@code 2 decay w}; for
     *     {@code ADAMW} the decoupled decay of all kernels and matrices
     * @param schedule the rate over time
     * @param labelSmoothing a truth of 1 becomes {@code 1 - s/2}, one of 0 becomes {@code s/2}
     * @param mixup the parameter of Beta(a, a) from which mixtures of two faces are drawn (arXiv 1710.09412); 0 for none
     * @param average the decay of the moving average of weights a step (Polyak), such as 0.998; 0 for none
     * @param clip largest norm of the gradient; 0 for no limit
     * @param patience epochs without a better validation before training stops; 0 never stops early
     * @param precision {@code auto}, {@code float32} or {@code bfloat16}
     * @param seed decides weights, order, augmentation and dropout
     */
    public record TrainingSettings(
            int epochs,
            int batch,
            TrainingOptimizer optimiser,
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

        /** Checks what would fail late or silently. */
        public TrainingSettings {
            require(epochs >= 1, "epochs", epochs, "at least 1");
            require(batch >= 2, "batch", batch, "at least 2, for batch normalisation");
            require(learningRate > 0 && learningRate < 10, "learning-rate", learningRate, "between 0 and 10");
            require(decay >= 0, "decay", decay, "0 or more");
            require(labelSmoothing >= 0 && labelSmoothing < 1, "label-smoothing", labelSmoothing, "in [0, 1)");
            require(mixup >= 0 && mixup <= 1, "mixup", mixup, "in [0, 1]");
            require(average >= 0 && average < 1, "average", average, "in [0, 1)");
        }

        private static void require(boolean holds, String key, Object value, String expected) {
            if (!holds) {
                throw new IllegalArgumentException("training.%s is %s; expected %s.".formatted(key, value, expected));
            }
        }
    }

    /** The same with another network, normalisation and way to take its backbone over. */
    public Recipe with(String otherNetwork, Normalization otherNormalization, TransferSettings otherTransfer) {
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

    /** The same with other changes of its training pictures. */
    public Recipe with(Augmentation other) {
        return new Recipe(network, target, auxiliary, normalisation, flipAverage, input, training, other, transfer);
    }

    /** Which update rule. */
    public enum TrainingOptimizer {
        /** Kingma and Ba 2015, arXiv 1412.6980, with L2 in the loss as in Keras. */
        ADAM,
        /** Loshchilov and Hutter 2019, arXiv 1711.05101: decay apart from the gradient. */
        ADAMW
    }
}
