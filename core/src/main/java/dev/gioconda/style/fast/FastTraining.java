package dev.gioconda.style.fast;

import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.nn.TransformNet;
import dev.gioconda.style.LoadedRecipe;
import dev.gioconda.style.canvas.ImageTensors;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.loss.LossValues;
import dev.gioconda.style.objective.LossTerms;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.OptimizerParamGroupVector;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Trains a {@link TransformNet} on one style image by the losses of a style transfer (Johnson et al. 2016, arXiv 1603.08155). Each random
 * stream is a function of seed and step, so that a resumed run repeats an uninterrupted one.
 *
 * @param recipe the settings
 * @param loadedRecipe the network of the losses, loaded for {@link FastRecipe#styleRecipe}
 * @param styleImage the artwork
 * @param contentImages at least one; crops are taken from them at a long side of {@value FastRecipe.FastTrainingSettings#CONTENT_SIDE}
 */
public record FastTraining(
        FastRecipe recipe, LoadedRecipe loadedRecipe, Picture styleImage, List<Picture> contentImages) {

    private static final int NORMALIZATION_IMAGES = 16; // content images for the normalization of layer losses
    private static final int SAVE_EVERY = 250; // steps
    private static final double MAX_GRADIENT_NORM = 1;
    private static final double LOSS_DECAY = 0.98; // of the reported moving average
    private static final LossValues ZERO_LOSSES = new LossValues(0, 0, 0, 0, 0); // before the first step

    /**
     * Loads the network of the losses.
     *
     * @param models where the model of a backbone {@code model:NAME} is looked up
     */
    public static FastTraining of(
            FastRecipe recipe, Picture styleImage, List<Picture> contentImages, LoadedRecipe.ModelLookup models)
            throws IOException {
        if (contentImages.isEmpty()) {
            throw new IllegalArgumentException(
                    "There are no training images; expected a folder or an archive of them.");
        }
        return new FastTraining(
                recipe,
                LoadedRecipe.load(recipe.styleRecipe(), recipe.learning().seed(), models),
                styleImage,
                contentImages);
    }

    /**
     * The result.
     *
     * @param network in evaluation mode
     * @param losses moving average
     * @param steps number of steps over all runs
     */
    public record FastTrainingResult(TransformNet network, LossValues losses, int steps) {}

    /**
     * Trains, or resumes from the last checkpoint.
     *
     * @param initialStyle a trained style for the initial weights, which train faster; null for random weights
     * @param checkpoints their folder; null for none
     * @param identity recipe and data of this training; checkpoints of another training are rejected
     * @param listener called after each step; false stops the training, and a checkpoint is saved
     */
    public FastTrainingResult run(
            @Nullable FastStyle initialStyle,
            @Nullable Path checkpoints,
            Map<String, String> identity,
            Predicate<FastProgress> listener)
            throws IOException {
        FastRecipe.FastTrainingSettings learning = recipe.learning();
        torch.manual_seed(Tensors.mix(learning.seed()));
        TransformNet network = new TransformNet();
        if (initialStyle != null) {
            network.load(initialStyle.network().state());
        }
        Adam adam =
                new Adam(new TensorVector(network.weights().toArray(new Tensor[0])), new AdamOptions(learning.rate()));
        FastCheckpoints store = checkpoints == null ? null : new FastCheckpoints(checkpoints, identity);
        FastCheckpoints.@Nullable FastCheckpointState restored =
                store == null ? null : store.restore(network, adam).orElse(null);
        int completed = restored == null ? 0 : restored.step();
        LossValues averaged = restored == null ? ZERO_LOSSES : restored.losses();
        FastObjective objective = objective();
        long startNanos = System.nanoTime();
        boolean running = true;
        while (running && completed < learning.steps()) {
            LossValues losses = step(network, adam, objective, completed);
            completed++;
            averaged = completed == 1 ? losses : movingAverage(averaged, losses);
            running = listener.test(new FastProgress(
                    completed,
                    learning.steps(),
                    learning.sideAt(completed - 1),
                    averaged,
                    (System.nanoTime() - startNanos) / 1e9,
                    picture -> FastStyle.stylize(network, picture, 2 * FastRecipe.FastTrainingSettings.CONTENT_SIDE)));
            if (store != null && (completed % SAVE_EVERY == 0 || !running || completed == learning.steps())) {
                store.save(completed, averaged, network, adam);
            }
        }
        network.eval();
        return new FastTrainingResult(network, averaged, completed);
    }

    private FastObjective objective() {
        int side = recipe.learning().side();
        int longSide = (int) Math.round(
                FastRecipe.FastTrainingSettings.CONTENT_SIDE * recipe.style().scale());
        Size size = Size.of(styleImage).withLongSide(longSide);
        Tensor style = ImageTensors.toTensor(ImageTensors.resize(styleImage, size));
        Tensor contentCrops = randomCrops(
                NORMALIZATION_IMAGES,
                side,
                new SplittableRandom(Tensors.mix(recipe.learning().seed(), -1)));
        try {
            return new FastObjective(loadedRecipe.extractor(), loadedRecipe.recipe(), style, contentCrops);
        } finally {
            style.close();
            contentCrops.close();
        }
    }

    private LossValues step(TransformNet network, Adam adam, FastObjective objective, int step) {
        FastRecipe.FastTrainingSettings learning = recipe.learning();
        setLearningRate(adam, learning.rateAt(step));
        try (PointerScope scope = new PointerScope()) {
            Tensor contentCrops = randomCrops(
                    learning.batch(),
                    learning.sideAt(step),
                    new SplittableRandom(Tensors.mix(learning.seed(), step))); // [n, 3, side, side]
            Tensor stylized;
            try (Precision.Scope precision =
                    Precision.parse(loadedRecipe.recipe().precision()).autocast()) {
                stylized = network.forward(contentCrops);
            }
            adam.zero_grad();
            LossTerms terms = objective.backward(stylized, contentCrops);
            double lossValue = Tensors.scalar(terms.total());
            if (!Double.isFinite(lossValue)) {
                throw new IllegalStateException("The loss is %s at step %d; use a smaller learning.rate, such as %s."
                        .formatted(lossValue, step + 1, learning.rate() / 2));
            }
            torch.clip_grad_norm_(network.parameters(), MAX_GRADIENT_NORM);
            adam.step();
            return new LossValues(
                    lossValue,
                    Tensors.scalar(terms.content()),
                    Tensors.scalar(terms.style()),
                    Tensors.scalar(terms.smoothness()),
                    0);
        }
    }

    /** Random square crops of random content images, half of them mirrored. // [n, 3, side, side] */
    private Tensor randomCrops(int count, int side, SplittableRandom random) {
        TensorVector crops = new TensorVector();
        for (int i = 0; i < count; i++) {
            Picture contentImage = contentImages.get(random.nextInt(contentImages.size()));
            double shorter = Math.min(contentImage.width(), contentImage.height());
            double scale = (double) FastRecipe.FastTrainingSettings.CONTENT_SIDE
                    / Math.max(contentImage.width(), contentImage.height());
            double length = Math.min(
                    shorter,
                    side
                            / scale
                            * random.nextDouble(
                                    FastRecipe.FastTrainingSettings.MIN_CROP_SCALE,
                                    FastRecipe.FastTrainingSettings.MAX_CROP_SCALE));
            CropGeometry crop = new CropGeometry(
                    random.nextDouble() * (contentImage.width() - length),
                    random.nextDouble() * (contentImage.height() - length),
                    length,
                    length,
                    side,
                    side,
                    false);
            Tensor pixels = ImageTensors.toTensor(Resampler.region(contentImage, crop));
            crops.push_back(random.nextBoolean() ? pixels.flip(3) : pixels);
        }
        return torch.cat(crops, 0);
    }

    private static void setLearningRate(Adam adam, double rate) {
        OptimizerParamGroupVector groups = adam.param_groups();
        for (long i = 0; i < groups.size(); i++) {
            groups.get(i).options().set_lr(rate);
        }
    }

    private static LossValues movingAverage(LossValues average, LossValues latest) {
        return new LossValues(
                LOSS_DECAY * average.total() + (1 - LOSS_DECAY) * latest.total(),
                LOSS_DECAY * average.content() + (1 - LOSS_DECAY) * latest.content(),
                LOSS_DECAY * average.style() + (1 - LOSS_DECAY) * latest.style(),
                LOSS_DECAY * average.smoothness() + (1 - LOSS_DECAY) * latest.smoothness(),
                0);
    }
}
