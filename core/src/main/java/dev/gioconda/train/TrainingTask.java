package dev.gioconda.train;

import java.util.SplittableRandom;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;

/** What is learnt in a {@link TrainingLoop}: how chosen pictures become a loss, and how the result is judged. */
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

    /** Judges the network as it stands on pictures that are not learnt from. */
    Validation.ValidationResult validate();

    /**
     * What came of a batch.
     *
     * @param loss to be minimised // scalar
     * @param correct answers among the judged ones
     * @param pictures in the batch
     */
    record BatchResult(Tensor loss, Validation.CorrectCount correct, long pictures) {}
}
