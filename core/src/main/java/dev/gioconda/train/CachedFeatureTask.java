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
 * Attributes of faces, from cached outputs of the frozen layers. An epoch takes one of the cached views; differs from
 * {@link TransferTask} in that a picture has a fixed number of augmented views, and in that mixup is applied to features, not to pictures.
 *
 * @param transferTask the same from pictures
 * @param frozen how many layers are cached
 * @param views how many augmented views are cached
 * @param trainFeatures features of the faces to learn from
 * @param validationFeatures features of the faces to judge on, plain and mirrored
 */
record CachedFeatureTask(
        TransferTask transferTask, int frozen, int views, FeatureCache trainFeatures, FeatureCache validationFeatures)
        implements TrainingTask {

    private static final int BATCH = 128;

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
