package dev.gioconda.style.fast;

import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.face.FaceCropper;
import dev.gioconda.nn.TransformNet;
import dev.gioconda.style.Studio;
import dev.gioconda.style.canvas.Canvas;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.loss.Losses;
import dev.gioconda.style.objective.Objective;
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
 * @param studio the network that looks, as {@link FastRecipe#look} asks for it
 * @param painting the style
 * @param photographs at least one; regions are cut from them at a long side of {@value FastRecipe.Learning#SCENE}
 */
public record FastTraining(FastRecipe recipe, Studio studio, Picture painting, List<Picture> photographs) {

    private static final int MEASURED = 16; // photographs that layers' losses are divided by
    private static final int SAVE_EVERY = 250; // steps
    private static final double LONGEST_GRADIENT = 1;
    private static final Losses NONE = new Losses(0, 0, 0, 0, 0); // before the first step

    /** Opens the network that looks. */
    public static FastTraining of(FastRecipe recipe, Picture painting, List<Picture> photographs) throws IOException {
        if (photographs.isEmpty()) {
            throw new IllegalArgumentException(
                    "There are no photographs to learn from; give a folder or an archive of them.");
        }
        return new FastTraining(
                recipe, Studio.open(recipe.look(), recipe.learning().seed()), painting, photographs);
    }

    /**
     * What came out.
     *
     * @param network in evaluation mode
     * @param losses of the last steps, a moving average
     * @param steps that were made, in all runs together
     */
    public record Result(TransformNet network, Losses losses, int steps) {}

    /**
     * Learns, or goes on where the last checkpoint stands.
     *
     * @param start a style whose network is the beginning, since all styles see photographs alike; null for random weights
     * @param checkpoints their folder; null for none
     * @param lesson names what is learnt from what, so that no checkpoint of anything else is gone on with
     * @param listener false to stop, which saves a checkpoint
     */
    public Result run(
            @Nullable FastStyle start,
            @Nullable Path checkpoints,
            Map<String, String> lesson,
            Predicate<FastProgress> listener)
            throws IOException {
        FastRecipe.Learning learning = recipe.learning();
        torch.manual_seed(Tensors.mix(learning.seed()));
        TransformNet network = new TransformNet();
        if (start != null) {
            network.load(start.network().state());
        }
        Adam adam =
                new Adam(new TensorVector(network.weights().toArray(new Tensor[0])), new AdamOptions(learning.rate()));
        FastCheckpoints saved = checkpoints == null ? null : new FastCheckpoints(checkpoints, lesson);
        FastCheckpoints.@Nullable State before =
                saved == null ? null : saved.restore(network, adam).orElse(null);
        int done = before == null ? 0 : before.step();
        Losses recent = before == null ? NONE : before.losses();
        FastObjective objective = objective();
        long started = System.nanoTime();
        boolean goOn = true;
        while (goOn && done < learning.steps()) {
            Losses losses = step(network, adam, objective, done);
            done++;
            recent = done == 1 ? losses : blend(recent, losses);
            goOn = listener.test(new FastProgress(
                    done,
                    learning.steps(),
                    learning.side(done - 1),
                    recent,
                    (System.nanoTime() - started) / 1e9,
                    picture -> FastStyle.paint(network, picture, 2 * FastRecipe.Learning.SCENE)));
            if (saved != null && (done % SAVE_EVERY == 0 || !goOn || done == learning.steps())) {
                saved.save(done, recent, network, adam);
            }
        }
        network.eval();
        return new Result(network, recent, done);
    }

    private FastObjective objective() {
        int side = recipe.learning().side();
        int longSide =
                (int) Math.round(FastRecipe.Learning.SCENE * recipe.style().scale());
        Size size = Size.of(painting).fitted(longSide);
        Tensor style = Canvas.of(Canvas.sized(painting, size));
        Tensor measured = regions(
                MEASURED,
                side,
                new SplittableRandom(Tensors.mix(recipe.learning().seed(), -1)));
        try {
            return new FastObjective(studio.net(), studio.recipe(), style, measured);
        } finally {
            style.close();
            measured.close();
        }
    }

    private Losses step(TransformNet network, Adam adam, FastObjective objective, int step) {
        FastRecipe.Learning learning = recipe.learning();
        rate(adam, learning.rate(step));
        try (PointerScope scope = new PointerScope()) {
            Tensor seen = regions(
                    learning.batch(),
                    learning.side(step),
                    new SplittableRandom(Tensors.mix(learning.seed(), step))); // [n, 3, side, side]
            Tensor painted;
            try (Precision.Scope precision =
                    Precision.parse(studio.recipe().precision()).open()) {
                painted = network.forward(seen);
            }
            adam.zero_grad();
            Objective.Terms terms = objective.descend(painted, seen);
            double number = Tensors.scalar(terms.total());
            if (!Double.isFinite(number)) {
                throw new IllegalStateException("The loss is %s at step %d; try --set learning.rate=%s."
                        .formatted(number, step + 1, learning.rate() / 2));
            }
            torch.clip_grad_norm_(network.parameters(), LONGEST_GRADIENT);
            adam.step();
            return new Losses(
                    number,
                    Tensors.scalar(terms.content()),
                    Tensors.scalar(terms.style()),
                    Tensors.scalar(terms.smoothness()),
                    0);
        }
    }

    /** Square regions of random photographs, half of them mirrored. // [n, 3, side, side] */
    private Tensor regions(int count, int side, SplittableRandom random) {
        TensorVector regions = new TensorVector();
        for (int i = 0; i < count; i++) {
            Picture photograph = photographs.get(random.nextInt(photographs.size()));
            double shorter = Math.min(photograph.width(), photograph.height());
            double scale = (double) FastRecipe.Learning.SCENE / Math.max(photograph.width(), photograph.height());
            double length = Math.min(shorter, side / scale * random.nextDouble(0.75, 1.25));
            CropGeometry region = new CropGeometry(
                    random.nextDouble() * (photograph.width() - length),
                    random.nextDouble() * (photograph.height() - length),
                    length,
                    length,
                    side,
                    side,
                    false);
            Tensor pixels = Canvas.of(FaceCropper.region(photograph, region));
            regions.push_back(random.nextBoolean() ? pixels.flip(3) : pixels);
        }
        return torch.cat(regions, 0);
    }

    private static void rate(Adam adam, double rate) {
        OptimizerParamGroupVector groups = adam.param_groups();
        for (long i = 0; i < groups.size(); i++) {
            groups.get(i).options().set_lr(rate);
        }
    }

    private static Losses blend(Losses past, Losses now) {
        double old = 0.98;
        return new Losses(
                old * past.total() + (1 - old) * now.total(),
                old * past.content() + (1 - old) * now.content(),
                old * past.style() + (1 - old) * now.style(),
                old * past.smoothness() + (1 - old) * now.smoothness(),
                0);
    }
}
