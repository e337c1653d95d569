package dev.gioconda.train;

import java.util.SplittableRandom;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;

/** What is learnt in a {@link TrainingLoop}: how chosen pictures become a loss, and how the result is judged. */
interface Lesson {

    /** How many pictures an epoch goes through. */
    int size();

    /** Puts the network into training mode for an epoch, from 1, its frozen parts aside. */
    void begin(int epoch);

    /**
     * The loss of chosen pictures, with gradients.
     *
     * @param epoch from 1
     * @param positions of pictures, from 0 // [n]
     * @param generator for draws on tensors
     * @param random for draws of single numbers
     * @param meter whose waiting clock runs while inputs are made
     */
    Outcome learn(int epoch, int[] positions, Generator generator, SplittableRandom random, Meter meter);

    /** Judges the network as it stands on pictures that are not learnt from. */
    Validation.Result validate();

    /**
     * What came of a batch.
     *
     * @param loss to be minimised // scalar
     * @param right answers among the judged ones
     * @param pictures in the batch
     */
    record Outcome(Tensor loss, Validation.Right right, long pictures) {}
}
