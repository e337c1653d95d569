package dev.gioconda.style.metric;

import dev.gioconda.image.Picture;
import dev.gioconda.model.Pretrained;
import dev.gioconda.style.canvas.Canvas;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.style.features.FeatureNet;
import dev.gioconda.style.loss.StyleLoss;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * One fixed judge for paintings of any network and recipe: the embedded backbone in float32, at layers that no preset optimises. Losses
 * of different networks have different units and cannot be ranked; these distances can.
 */
public final class Judge {

    /** The layers it looks at. */
    public static final List<String> LAYERS =
            List.of("block1_conv2", "block2_conv2", "block3_conv4", "block4_conv4", "block5_conv4");

    /** Those that say what is there; the others say how it is painted, which is to change. */
    private static final List<String> DEEP = LAYERS.subList(2, LAYERS.size());

    private final FeatureNet net;

    /** @param net a network for all paintings that are to be compared */
    Judge(FeatureNet net) {
        this.net = net;
    }

    /** The judge. */
    public static Judge embedded() throws IOException {
        Pretrained found = Pretrained.embedded();
        var network = found.spec().build(0);
        network.load(found.load());
        return new Judge(
                new FeatureNet(network, found.normalisation(), Precision.FLOAT32, StyleRecipe.Border.REPLICATE, 1));
    }

    /**
     * Judges a painting.
     *
     * @param photograph what was painted
     * @param style in whose style
     * @param painting what came out; the other pictures are brought to its size
     */
    public Verdict judge(Picture photograph, Picture style, Picture painting) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Size size = Size.of(painting);
            Tensor photo = Canvas.of(Canvas.sized(photograph, size));
            Tensor painted = Canvas.of(painting);
            Tensor stretched = Canvas.of(Canvas.sized(style, size)); // stretched to the painting's shape
            int side = Math.max(size.width(), size.height());
            Tensor model = Canvas.of(Canvas.sized(style, Size.of(style).fitted(side)));
            Map<String, FeatureMap> ofPhoto = net.features(photo, LAYERS);
            Map<String, FeatureMap> ofPainted = net.features(painted, LAYERS);
            Map<String, FeatureMap> ofStyle = net.features(model, LAYERS);
            Map<String, FeatureMap> ofStretched = net.features(stretched, LAYERS);
            double taken = 0;
            double content = 0;
            for (String layer : LAYERS) {
                FeatureMap p = map(ofPhoto, layer);
                FeatureMap q = map(ofPainted, layer);
                StyleLoss.Target target = StyleLoss.WASSERSTEIN.target(map(ofStyle, layer), size.pixels());
                taken += ratio(target.distance(q), target.distance(p)) / LAYERS.size();
                if (DEEP.contains(layer)) {
                    content += ratio(perceived(q, p), perceived(map(ofStretched, layer), p)) / DEEP.size();
                }
            }
            return new Verdict(
                    taken,
                    content,
                    Edges.similarity(painted, photo),
                    Palettes.distance(painted, model),
                    Likeness.of(photograph, painting, net).orElse(null));
        }
    }

    private static FeatureMap map(Map<String, FeatureMap> features, String layer) {
        return Objects.requireNonNull(features.get(layer));
    }

    private static double ratio(Tensor distance, Tensor unit) {
        return Tensors.scalar(distance) / Math.max(Tensors.scalar(unit), 1e-12);
    }

    /** {@code mean_m |f/|f| - p/|p||^2}, as LPIPS without its learnt weights (Zhang et al. 2018, arXiv 1801.03924). */
    private static Tensor perceived(FeatureMap a, FeatureMap b) {
        return unit(a.rows()).sub(unit(b.rows())).square().sum(1).mean();
    }

    private static Tensor unit(Tensor rows) {
        Tensor length = Ops.plus(rows.square().sum(new long[] {1}, true, new ScalarTypeOptional()), 1e-8)
                .sqrt();
        return rows.div(length); // [m, c]
    }
}
