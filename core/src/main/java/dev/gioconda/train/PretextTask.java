package dev.gioconda.train;

import dev.gioconda.data.load.Faces;
import dev.gioconda.nn.Forward;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Multi-task pretraining of one backbone: the class of an object, the attributes of a face, and which painting a region is cut
 * from. The images of all tasks are in one batch, so that batch normalization uses the statistics of the mixture.
 *
 * @param recipe batch sizes and augmentation
 * @param forward the network; its outputs are object classes, face attributes and paintings, in this order
 * @param objects labeled images of 32 x 32 pixels, one class each
 * @param validation objects for validation
 * @param faces of 64 x 64 pixels with attributes
 * @param regions of paintings, 64 x 64 pixels, one class per painting
 */
record PretextTask(PretrainRecipe recipe, Forward forward, Faces objects, Faces validation, Faces faces, Faces regions)
        implements TrainingTask {

    private static final int SMALL = 32;
    private static final int LARGE = 64;
    /** Loss weight of the faces, relative to the objects; set by hand, and kept since the embedded backbone was trained with it. */
    private static final double FACE_WEIGHT = 0.5;

    /** Loss weight of the paintings, relative to the objects; set by hand as well. */
    private static final double PAINTING_WEIGHT = 0.2;

    private static final long REDUCTION_MEAN = 1; // at::Reduction::Mean
    private static final long IGNORE_INDEX = -100;

    @Override
    public int size() {
        return objects.size();
    }

    @Override
    public BatchResult computeBatch(
            int epoch, int[] positions, Generator generator, SplittableRandom random, EpochMeter meter) {
        meter.startDataWait();
        int side = meter.step() % recipe.largeEvery() == recipe.largeEvery() - 1 ? LARGE : SMALL;
        int[] chosenFaces = draw(recipe.faces(), faces.size(), random);
        int[] chosenRegions = draw(recipe.regions(), regions.size(), random);
        Tensor pictures = torch.cat(
                new TensorVector(
                        augmented(objects, positions, side, generator),
                        augmented(faces, chosenFaces, side, generator),
                        augmented(regions, chosenRegions, side, generator)),
                0); // [n, 3, side, side]
        meter.endDataWait();
        Tensor logits = forward.logits(pictures); // [n, outputs]
        Tensor objectLogits = slice(logits, 0, positions.length, 0, classCount(objects));
        Tensor objectTruth = objects.labels(positions).argmax(new LongOptional(1), false); // [objects]
        Tensor faceLogits = slice(
                logits, positions.length, chosenFaces.length, classCount(objects), classCount(faces)); // [faces, a]
        Tensor regionLogits = slice(
                logits,
                positions.length + chosenFaces.length,
                chosenRegions.length,
                classCount(objects) + classCount(faces),
                classCount(regions)); // [regions, paintings]
        double smoothing = recipe.training().labelSmoothing();
        Tensor loss = crossEntropy(objectLogits, objectTruth, smoothing);
        loss = loss.add(Ops.scale(
                new AttributeLoss(0, classCount(faces) > 1 ? 1 : 0, smoothing)
                        .of(faceLogits, faces.labels(chosenFaces)),
                FACE_WEIGHT));
        loss = loss.add(Ops.scale(
                crossEntropy(regionLogits, regions.labels(chosenRegions).argmax(new LongOptional(1), false), smoothing),
                PAINTING_WEIGHT));
        Tensor correct =
                objectLogits.argmax(new LongOptional(1), false).eq(objectTruth).sum();
        return new BatchResult(
                loss, new Validation.CorrectCount(Tensors.scalar(correct), positions.length), pictures.size(0));
    }

    private Tensor augmented(Faces source, int[] positions, int side, Generator generator) {
        Tensor pictures = recipe.augmentation().apply(source.pictures(positions), generator); // [n, 3, s, s]
        long sourceSide = pictures.size(2);
        if (sourceSide > side) {
            return torch.avg_pool2d(pictures, sourceSide / side);
        }
        return sourceSide < side ? torch.upsample_bilinear2d(pictures, new long[] {side, side}, false) : pictures;
    }

    private static Tensor slice(Tensor logits, long row, long rows, long column, long columns) {
        return logits.narrow(0, row, rows).narrow(1, column, columns);
    }

    private static Tensor crossEntropy(Tensor logits, Tensor truth, double smoothing) {
        return torch.cross_entropy_loss(logits, truth, new TensorOptional(), REDUCTION_MEAN, IGNORE_INDEX, smoothing);
    }

    private static int[] draw(int count, int bound, SplittableRandom random) {
        return random.ints(count, 0, bound).toArray();
    }

    static int classCount(Faces source) {
        return source.examples().get(0).labels().length;
    }

    /** Accuracy and cross-entropy on the validation objects. */
    @Override
    public Validation.ValidationResult validate() {
        float[][] logits = FaceLogits.of(forward, validation, true);
        double loss = 0;
        int correct = 0;
        for (int i = 0; i < logits.length; i++) {
            byte[] labels = validation.examples().get(i).labels();
            int best = 0;
            double sum = 0;
            double truth = 0;
            for (int c = 0; c < labels.length; c++) {
                best = logits[i][c] > logits[i][best] ? c : best;
                sum += Math.exp(logits[i][c]);
                truth = labels[c] == 1 ? logits[i][c] : truth;
            }
            loss += Math.log(sum) - truth;
            correct += labels[best];
        }
        return new Validation.ValidationResult(loss / logits.length, (double) correct / logits.length, logits.length);
    }
}
