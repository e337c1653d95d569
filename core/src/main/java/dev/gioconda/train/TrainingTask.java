package dev.gioconda.train;

import java.util.SplittableRandom;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;

/** The task of a {@link TrainingLoop}: computes the loss of a batch and validates the network. */
interface TrainingTask {

    /** How many pictures an epoch goes through. */
    int size();

    /** Puts the network into training mode for an epoch, from 1, its frozen parts aside. */
    void beginEpoch(int epoch);

    /**
     * The loss of chosen pictures, with gradients.
     *
     * @param epoch from 1
     * @param positions of pictures, from 0 // [n]
     * @param generator for draws on tensors
     * @param random for draws of single numbers
     * @param meter whose waiting clock runs while inputs are made
     */
    BatchResult computeBatch(
            int epoch, int[] positions, Generator generator, SplittableRandom random, EpochMeter meter);

    /** Evaluates the current network on the validation pictures. */
    Validation.ValidationResult validate();

    /**
     * The result of a batch.
     *
     * @param loss to minimize // scalar
     * @param correct answers among the judged ones
     * @param pictures in the batch
     */
    record BatchResult(Tensor loss, Validation.CorrectCount correct, long pictures) {}
}
