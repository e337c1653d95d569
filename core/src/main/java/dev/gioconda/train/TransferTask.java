package dev.gioconda.train;

import dev.gioconda.nn.Backbone;
import dev.gioconda.nn.Forward;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Generator;

/**
 * Attributes of faces, trained on a pretrained backbone whose first layers are frozen.
 *
 * @param faceTask the same task without frozen layers
 * @param backbone its network
 * @param frozen number of frozen layers at the end; in early epochs there may be more, see {@link TransferSettings#progressive}
 */
record TransferTask(FaceTask faceTask, Backbone backbone, int frozen) implements TrainingTask {

    @Override
    public Forward forward() {
        return faceTask.forward();
    }

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
