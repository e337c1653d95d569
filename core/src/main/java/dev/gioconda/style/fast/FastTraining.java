package dev.gioconda.style.fast;

import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.nn.TransformNet;
import dev.gioconda.style.LoadedStyle;
import dev.gioconda.style.canvas.ImageTensors;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.loss.Losses;
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
 * Teaches a {@link TransformNet} to paint in one style: its output is measured as a painting from scratch would be, and its weights follow
 * the gradient (Johnson et al. 2016, arXiv 1603.08155). Every random stream is a function of seed and step, so that a resumed run repeats
 * an uninterrupted one.
 *
 * @param recipe how
 * @param loadedStyle the network that looks, as {@link FastRecipe#styleRecipe} asks for it
 * @param styleImage the style
 * @param contentImages at least one; regions are cut from them at a long side of {@value FastRecipe.FastTrainingSettings#CONTENT_SIDE}
 */
public record FastTraining(
        FastRecipe recipe, LoadedStyle loadedStyle, Picture styleImage, List<Picture> contentImages) {

    private static final int NORMALIZATION_IMAGES = 16; // photographs that layers' losses are divided by
    private static final int SAVE_EVERY = 250; // steps
    private static final double MAX_GRADIENT_NORM = 1;
    private static final Losses ZERO_LOSSES = new Losses(0, 0, 0, 0, 0); // before the first step

    /**
     * Loads the network of the losses.
     *
     * @param models where the model of a backbone {@code model:NAME} is looked up
     */
    public static FastTraining of(
            FastRecipe recipe, Picture styleImage, List<Picture> contentImages, LoadedStyle.ModelLookup models)
            throws IOException {
        if (contentImages.isEmpty()) {
            throw new IllegalArgumentException(
                    "There are no training images; give a folder or an archive of photographs.");
        }
        return new FastTraining(
                recipe,
                LoadedStyle.load(recipe.styleRecipe(), recipe.learning().seed(), models),
                styleImage,
                contentImages);
    }

    /**
     * What came out.
     *
     * @param network in evaluation mode
     * @param losses of the last steps, a moving average
     * @param steps that were made, in all runs together
     */
    public record FastTrainingResult(TransformNet network, Losses losses, int steps) {}

    /**
     * Learns, or goes on where the last checkpoint stands.
     *
     * @param initialStyle a style whose network is the beginning, since all styles see photographs alike; null for random weights
     * @param checkpoints their folder; null for none
     * @param identity names what is learnt from what, so that no checkpoint of anything else is gone on with
     * @param listener false to stop, which saves a checkpoint
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
        Losses averaged = restored == null ? ZERO_LOSSES : restored.losses();
        FastObjective objective = objective();
        long startNanos = System.nanoTime();
        boolean running = true;
        while (running && completed < learning.steps()) {
            Losses losses = step(network, adam, objective, completed);
            completed++;
            averaged = completed == 1 ? losses : movingAverage(averaged, losses);
            running = listener.test(new FastProgress(
                    completed,
                    learning.steps(),
                    learning.side(completed - 1),
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
            return new FastObjective(loadedStyle.extractor(), loadedStyle.recipe(), style, contentCrops);
        } finally {
            style.close();
            contentCrops.close();
        }
    }

    private Losses step(TransformNet network, Adam adam, FastObjective objective, int step) {
        FastRecipe.FastTrainingSettings learning = recipe.learning();
        setLearningRate(adam, learning.rate(step));
        try (PointerScope scope = new PointerScope()) {
            Tensor contentCrops = randomCrops(
                    learning.batch(),
                    learning.side(step),
                    new SplittableRandom(Tensors.mix(learning.seed(), step))); // [n, 3, side, side]
            Tensor stylized;
            try (Precision.Scope precision =
                    Precision.parse(loadedStyle.recipe().precision()).autocast()) {
                stylized = network.forward(contentCrops);
            }
            adam.zero_grad();
            LossTerms terms = objective.backward(stylized, contentCrops);
            double lossValue = Tensors.scalar(terms.total());
            if (!Double.isFinite(lossValue)) {
                throw new IllegalStateException("The loss is %s at step %d; try --set learning.rate=%s."
                        .formatted(lossValue, step + 1, learning.rate() / 2));
            }
            torch.clip_grad_norm_(network.parameters(), MAX_GRADIENT_NORM);
            adam.step();
            return new Losses(
                    lossValue,
                    Tensors.scalar(terms.content()),
                    Tensors.scalar(terms.style()),
                    Tensors.scalar(terms.smoothness()),
                    0);
        }
    }

    /** Square regions of random photographs, half of them mirrored. // [n, 3, side, side] */
    private Tensor randomCrops(int count, int side, SplittableRandom random) {
        TensorVector crops = new TensorVector();
        for (int i = 0; i < count; i++) {
            Picture contentImage = contentImages.get(random.nextInt(contentImages.size()));
            double shorter = Math.min(contentImage.width(), contentImage.height());
            double scale = (double) FastRecipe.FastTrainingSettings.CONTENT_SIDE
                    / Math.max(contentImage.width(), contentImage.height());
            double length = Math.min(shorter, side / scale * random.nextDouble(0.75, 1.25));
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

    private static Losses movingAverage(Losses average, Losses latest) {
        double decay = 0.98;
        return new Losses(
                decay * average.total() + (1 - decay) * latest.total(),
                decay * average.content() + (1 - decay) * latest.content(),
                decay * average.style() + (1 - decay) * latest.style(),
                decay * average.smoothness() + (1 - decay) * latest.smoothness(),
                0);
    }
}
