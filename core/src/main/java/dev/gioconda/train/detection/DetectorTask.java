package dev.gioconda.train.detection;

import dev.gioconda.detection.CellBoxes;
import dev.gioconda.detection.DetectedObject;
import dev.gioconda.detection.ObjectDetector;
import dev.gioconda.image.Picture;
import dev.gioconda.nn.DetectorNet;
import dev.gioconda.nn.Forward;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Tensors;
import dev.gioconda.train.EpochMeter;
import dev.gioconda.train.TrainingTask;
import dev.gioconda.train.Validation;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Trains a detector on composed scenes, and validates on others that stay the same. Its accuracy is the number of found
 * objects divided by the number of objects and false boxes (the critical success index, also known as the Jaccard index).
 *
 * @param recipe the settings
 * @param forward the network
 * @param training the training scenes
 * @param validation scenes of other sources
 */
record DetectorTask(DetectorRecipe recipe, Forward forward, SceneCache training, List<AnnotatedPicture> validation)
        implements TrainingTask {

    private static final double MIN_SCORE = 0.5; // of a box that counts in the validation
    private static final double MIN_OVERLAP = 0.5; // of a box that finds an object
    private static final int VALIDATION_BATCH = 8;

    @Override
    public int size() {
        return recipe.scenes().epoch();
    }

    @Override
    public BatchResult computeBatch(
            int epoch, int[] positions, Generator generator, SplittableRandom random, EpochMeter meter) {
        meter.startDataWait();
        List<AnnotatedPicture> scenes = training.scenes(epoch, positions);
        Tensor pictures = recipe.augmentation().apply(input(scenes), generator); // [n, 3, side, side]
        DetectorLoss loss = DetectorLoss.of(scenes);
        meter.endDataWait();
        Tensor outputs = outputs(pictures); // [n, cells, 15]
        Counts counts;
        try (PointerScope scope = new PointerScope()) {
            counts = counts(Tensors.floats(outputs), scenes);
        }
        return new BatchResult(
                loss.of(outputs), new Validation.CorrectCount(counts.found(), counts.total()), scenes.size());
    }

    private Tensor outputs(Tensor pictures) {
        try (Precision.Scope precision = forward.precision().autocast()) {
            return forward.network()
                    .forward(pictures.contiguous(MemoryFormat.ChannelsLast))
                    .to(ScalarType.Float);
        }
    }

    private static Tensor input(List<AnnotatedPicture> scenes) {
        return torch.cat(
                new TensorVector(scenes.stream()
                        .map(scene -> ObjectDetector.input(scene.picture()))
                        .toArray(Tensor[]::new)),
                0);
    }

    @Override
    public Validation.ValidationResult validate() {
        forward.network().eval();
        double loss = 0;
        Counts sum = new Counts(0, 0);
        for (int from = 0; from < validation.size(); from += VALIDATION_BATCH) {
            List<AnnotatedPicture> scenes =
                    validation.subList(from, Math.min(from + VALIDATION_BATCH, validation.size()));
            try (PointerScope scope = new PointerScope();
                    NoGradGuard noGrad = new NoGradGuard()) {
                Tensor outputs = outputs(input(scenes));
                loss += Tensors.scalar(DetectorLoss.of(scenes).of(outputs)) * scenes.size();
                sum = sum.plus(counts(Tensors.floats(outputs), scenes));
            }
        }
        return new Validation.ValidationResult(
                loss / validation.size(), sum.total() == 0 ? 0 : sum.found() / sum.total(), (int) sum.total());
    }

    /** Found objects, and objects and false boxes. */
    private record Counts(double found, double total) {
        Counts plus(Counts other) {
            return new Counts(found + other.found, total + other.total);
        }
    }

    private Counts counts(float[] outputs, List<AnnotatedPicture> scenes) {
        int length = outputs.length / scenes.size();
        return IntStream.range(0, scenes.size())
                .mapToObj(n -> counts(Arrays.copyOfRange(outputs, n * length, (n + 1) * length), scenes.get(n)))
                .reduce(new Counts(0, 0), Counts::plus);
    }

    private Counts counts(float[] outputs, AnnotatedPicture scene) {
        Picture picture = scene.picture();
        ObjectDetector detector = new ObjectDetector((DetectorNet) forward.network(), MIN_SCORE);
        List<DetectedObject> boxes =
                ObjectDetector.merged(detector.decoded(outputs, new CellBoxes(picture.width(), picture.height())));
        long found = scene.objects().stream()
                .filter(object -> boxes.stream().anyMatch(box -> box.overlap(object) > MIN_OVERLAP))
                .count();
        long wrong = boxes.stream()
                .filter(box -> java.util.stream.Stream.concat(scene.objects().stream(), scene.ignored().stream())
                        .noneMatch(object -> object.overlap(box) > MIN_OVERLAP / 2))
                .count();
        return new Counts(found, scene.objects().size() + wrong);
    }
}
