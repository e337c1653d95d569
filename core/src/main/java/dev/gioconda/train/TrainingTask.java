package dev.gioconda.train;

import dev.gioconda.nn.Forward;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;

/** The task of a {@link TrainingLoop}: computes the loss of a batch and validates the network. */
public interface TrainingTask {

    /** The network that is trained. */
    Forward forward();

    /** Number of training images per epoch. */
    int size();

    /**
     * Puts the network into training mode, except its frozen layers.
     *
     * @param epoch from 1
     */
    default void beginEpoch(int epoch) {
        forward().network().train(true);
    }

    /**
     * Computes the loss of a batch, with gradients.
     *
     * @param epoch from 1
     * @param positions of the training images, from 0 // [n]
     * @param generator of random tensors
     * @param random of single random numbers
     * @param meter measures the time for loading and augmentation
     */
    BatchResult computeBatch(
            int epoch, int[] positions, Generator generator, SplittableRandom random, EpochMeter meter);

    /** Evaluates the current network on validation images. */
    Validation.ValidationResult validate();

    /**
     * The result of a batch.
     *
     * @param loss to minimize // scalar
     * @param correct number of correct predictions
     * @param pictures number of images in the batch
     */
    record BatchResult(Tensor loss, Validation.CorrectCount correct, long pictures) {}
}
