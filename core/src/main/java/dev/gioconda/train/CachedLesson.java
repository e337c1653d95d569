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
 * Attributes of faces, from what the frozen layers made of them before. An epoch takes one of the cached views; differs from
 * {@link TransferLesson} in that a picture has only so many augmented views, and mixes features where that mixes pictures.
 *
 * @param faces the same from pictures
 * @param frozen how many layers are cached
 * @param views how many augmented views are cached
 * @param learnt features of the faces to learn from
 * @param judged features of the faces to judge on, plain and mirrored
 */
record CachedLesson(TransferLesson faces, int frozen, int views, FeatureCache learnt, FeatureCache judged)
        implements Lesson {

    private static final int BATCH = 128;

    @Override
    public int size() {
        return faces.size();
    }

    @Override
    public void begin(int epoch) {
        faces.begin(epoch);
    }

    @Override
    public Outcome learn(int epoch, int[] positions, Generator generator, SplittableRandom random, Meter meter) {
        meter.waitStarts();
        Tensor features = learnt.of((epoch - 1) % views, positions); // [n, c, h, w]
        Tensor labels = faces.plain().train().labels(positions); // [n, a]
        meter.waitEnds();
        return faces.plain()
                .outcome(features, labels, random, x -> faces.plain().forward().rest(x, frozen));
    }

    @Override
    public Validation.Result validate() {
        Faces validation = faces.plain().validation();
        Backbone network = faces.backbone();
        network.eval();
        int sides = faces.plain().recipe().flipAverage() ? 2 : 1;
        float[][] logits = new float[validation.size()][];
        for (int from = 0; from < logits.length; from += BATCH) {
            int[] rows =
                    IntStream.range(from, Math.min(from + BATCH, logits.length)).toArray();
            try (PointerScope scope = new PointerScope();
                    NoGradGuard noGrad = new NoGradGuard()) {
                Tensor sum = faces.plain().forward().rest(judged.of(0, rows), frozen); // [n, a]
                if (sides == 2) {
                    Tensor mirrored = faces.plain().forward().rest(judged.of(1, rows), frozen);
                    sum = sum.add(mirrored).div(new Scalar(2));
                }
                float[][] some = Forward.rows(sum);
                System.arraycopy(some, 0, logits, from, some.length);
            }
        }
        return Validation.of(logits, validation, faces.plain().target());
    }
}
