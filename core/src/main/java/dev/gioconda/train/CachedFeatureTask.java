package dev.gioconda.train;

import dev.gioconda.data.load.Faces;
import dev.gioconda.nn.Backbone;
import dev.gioconda.nn.Forward;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Attributes of faces, trained on cached outputs of the frozen layers. An epoch uses one of the cached views. Differs from {@link
 * TransferTask} in that an image has a fixed number of augmented views, and in that mixup mixes features instead of images.
 *
 * @param transferTask the same task on images
 * @param frozen number of frozen layers
 * @param views number of cached augmented views
 * @param trainFeatures features of the training faces
 * @param validationFeatures features of the validation faces, plain and mirrored
 */
record CachedFeatureTask(
        TransferTask transferTask, int frozen, int views, FeatureCache trainFeatures, FeatureCache validationFeatures)
        implements TrainingTask {

    private static final int BATCH = 128;

    @Override
    public Forward forward() {
        return transferTask.forward();
    }

    @Override
    public int size() {
        return transferTask.size();
    }

    @Override
    public void beginEpoch(int epoch) {
        transferTask.beginEpoch(epoch);
    }

    @Override
    public BatchResult computeBatch(
            int epoch, int[] positions, Generator generator, SplittableRandom random, EpochMeter meter) {
        meter.startDataWait();
        Tensor features = trainFeatures.of((epoch - 1) % views, positions); // [n, c, h, w]
        Tensor labels = transferTask.faceTask().train().labels(positions); // [n, a]
        meter.endDataWait();
        return transferTask.faceTask().batchResult(features, labels, random, x -> transferTask
                .faceTask()
                .forward()
                .logitsFrom(x, frozen));
    }

    @Override
    public Validation.ValidationResult validate() {
        Faces validation = transferTask.faceTask().validation();
        Backbone network = transferTask.backbone();
        network.eval();
        int passes = transferTask.faceTask().recipe().flipAverage() ? 2 : 1;
        float[][] logits = new float[validation.size()][];
        for (int from = 0; from < logits.length; from += BATCH) {
            int[] rows =
                    IntStream.range(from, Math.min(from + BATCH, logits.length)).toArray();
            try (PointerScope scope = new PointerScope();
                    NoGradGuard noGrad = new NoGradGuard()) {
                Tensor sum =
                        transferTask.faceTask().forward().logitsFrom(validationFeatures.of(0, rows), frozen); // [n, a]
                if (passes == 2) {
                    Tensor mirrored =
                            transferTask.faceTask().forward().logitsFrom(validationFeatures.of(1, rows), frozen);
                    sum = sum.add(mirrored).div(new Scalar(2));
                }
                float[][] batchLogits = Forward.rows(sum);
                System.arraycopy(batchLogits, 0, logits, from, batchLogits.length);
            }
        }
        return Validation.of(logits, validation, transferTask.faceTask().target());
    }
}
