package dev.gioconda.train.backbone;

import dev.gioconda.nn.Forward;
import dev.gioconda.nn.HintNet;
import dev.gioconda.nn.HintNet.Hint;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Tensors;
import dev.gioconda.train.EpochMeter;
import dev.gioconda.train.TrainingTask;
import dev.gioconda.train.Validation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Regression of teachers' features: the loss is the mean over the hints of the squared error relative to the variance of the teacher's
 * layer, {@code sum (p - t)^2 / sum (t - mean t)^2} with a mean for each channel. The accuracy is the mean explained share of the variance,
 * {@code 1 - loss}.
 *
 * @param recipe size and number of crops
 * @param forward the trained network, a {@link HintNet}
 * @param teachers not trained
 * @param training pictures
 * @param validation other pictures
 */
record HintTask(
        HintRecipe recipe,
        Forward forward,
        List<FeatureTeacher> teachers,
        PictureCrops training,
        PictureCrops validation)
        implements TrainingTask {

    private static final long VALIDATION_SEED = 1;

    @Override
    public int size() {
        return recipe.crops();
    }

    @Override
    public BatchResult computeBatch(
            int epoch, int[] positions, Generator generator, SplittableRandom random, EpochMeter meter) {
        meter.startDataWait();
        Tensor crops = training.draw(positions.length, recipe.side(), random);
        Tensor pictures = recipe.augmentation().apply(blended(crops, random), generator); // [n, 3, side, side]
        meter.endDataWait();
        Positions positionsInLayer = Positions.random(random);
        Map<Hint, Tensor> targets = targets(pictures, positionsInLayer);
        Map<Hint, Tensor> predictions = predictions(pictures, positionsInLayer);
        Tensor loss = Tensors.zero();
        for (Map.Entry<Hint, Tensor> target : targets.entrySet()) {
            loss = loss.add(unexplained(
                    Objects.requireNonNull(predictions.get(target.getKey())),
                    target.getValue(),
                    channelMeans(target.getValue())));
        }
        loss = Ops.scale(loss, 1.0 / targets.size());
        double explained = 1 - Tensors.scalar(loss.detach());
        return new BatchResult(
                loss, new Validation.CorrectCount(explained * positions.length, positions.length), positions.length);
    }

    /** A share of the crops becomes a mean of two, as an image between content and style is. // [n, 3, side, side] */
    private Tensor blended(Tensor crops, SplittableRandom random) {
        int count = (int) crops.size(0);
        int mixed = (int) Math.round(recipe.blend() * count);
        if (mixed == 0 || count < 2) {
            return crops;
        }
        double share = random.nextDouble();
        Tensor partners = crops.roll(new long[] {1}, new long[] {0}).narrow(0, 0, mixed);
        Tensor mixture = Ops.scale(crops.narrow(0, 0, mixed), share).add(Ops.scale(partners, 1 - share));
        return mixed == count
                ? mixture
                : torch.cat(new org.bytedeco.pytorch.TensorVector(mixture, crops.narrow(0, mixed, count - mixed)), 0);
    }

    /** The mean explained share on held-out pictures. */
    @Override
    public Validation.ValidationResult validate() {
        double mean = explained().values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        return new Validation.ValidationResult(1 - mean, mean, recipe.validation());
    }

    /** The explained share of every hint on held-out pictures, whose crops are always the same. */
    Map<Hint, Double> explained() {
        forward.network().eval();
        Map<Hint, double[]> sums = new LinkedHashMap<>(); // squared error, squared deviation
        SplittableRandom random = new SplittableRandom(VALIDATION_SEED);
        int batch = recipe.training().batch();
        for (int from = 0; from < recipe.validation(); from += batch) {
            try (PointerScope scope = new PointerScope();
                    NoGradGuard noGrad = new NoGradGuard()) {
                Tensor pictures = validation.draw(Math.min(batch, recipe.validation() - from), recipe.side(), random);
                Map<Hint, Tensor> predictions = predictions(pictures, Positions.ALL);
                targets(pictures, Positions.ALL).forEach((hint, target) -> {
                    double[] sum = sums.computeIfAbsent(hint, any -> new double[2]);
                    Tensor prediction = fitted(Objects.requireNonNull(predictions.get(hint)), target);
                    sum[0] += Tensors.scalar(prediction.sub(target).square().sum());
                    sum[1] += Tensors.scalar(
                            deviation(target, channelMeans(target)).sum());
                });
            }
        }
        Map<Hint, Double> explained = new LinkedHashMap<>();
        sums.forEach((hint, sum) -> explained.put(hint, Math.max(0, 1 - sum[0] / sum[1])));
        return explained;
    }

    private Map<Hint, Tensor> targets(Tensor pictures, Positions positions) {
        Map<Hint, Tensor> targets = new LinkedHashMap<>();
        teachers.forEach(teacher -> targets.putAll(teacher.features(pictures, forward.precision(), positions)));
        return targets;
    }

    private Map<Hint, Tensor> predictions(Tensor pictures, Positions positions) {
        Tensor input = forward.normalization().apply(pictures).contiguous(MemoryFormat.ChannelsLast);
        try (Precision.Scope scope = forward.precision().autocast()) {
            Map<Hint, Tensor> predictions = new LinkedHashMap<>();
            ((HintNet) forward.network())
                    .predictions(input, positions::of)
                    .forEach((hint, prediction) -> predictions.put(hint, prediction.to(ScalarType.Float)));
            return predictions;
        }
    }

    /** The mean of each channel. // [1, c, 1, 1] */
    static Tensor channelMeans(Tensor target) {
        return target.mean(0, 2, 3).view(1, target.size(1), 1, 1);
    }

    private static Tensor deviation(Tensor target, Tensor mean) {
        return target.sub(mean).square();
    }

    private static Tensor unexplained(Tensor prediction, Tensor target, Tensor mean) {
        return fitted(prediction, target)
                .sub(target)
                .square()
                .mean()
                .div(deviation(target, mean).mean());
    }

    /** The prediction at the size of the target: strides and paddings of networks differ. */
    static Tensor fitted(Tensor prediction, Tensor target) {
        return prediction.size(2) == target.size(2) && prediction.size(3) == target.size(3)
                ? prediction
                : torch.upsample_bilinear2d(prediction, new long[] {target.size(2), target.size(3)}, false);
    }
}
