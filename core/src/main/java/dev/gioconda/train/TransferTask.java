package dev.gioconda.train;

import dev.gioconda.nn.Backbone;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Generator;

/**
 * Attributes of faces with a pretrained backbone, whose first layers are frozen.
 *
 * @param faceTask the same for a network that learns as a whole
 * @param backbone its network
 * @param frozen how many layers are frozen at the end; earlier there may be more, see {@link TransferSettings#progressive}
 */
record TransferTask(FaceTask faceTask, Backbone backbone, int frozen) implements TrainingTask {

    @Override
    public int size() {
        return faceTask.size();
    }

    @Override
    public void beginEpoch(int epoch) {
        int frozenNow = faceTask.recipe().transfer().frozenAt(epoch, frozen, backbone.bodyDepth());
        backbone.freeze(frozenNow);
        backbone.trainUnfrozen(frozenNow);
    }

    @Override
    public BatchResult computeBatch(
            int epoch, int[] positions, Generator generator, SplittableRandom random, EpochMeter meter) {
        return faceTask.computeBatch(epoch, positions, generator, random, meter);
    }

    @Override
    public Validation.ValidationResult validate() {
        return faceTask.validate();
    }
}
