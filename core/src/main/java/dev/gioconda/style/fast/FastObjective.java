package dev.gioconda.style.fast;

import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.style.features.FeatureNet;
import dev.gioconda.style.features.Features;
import dev.gioconda.style.features.Sight;
import dev.gioconda.style.loss.ContentLoss;
import dev.gioconda.style.loss.StyleLoss;
import dev.gioconda.style.objective.Objective;
import dev.gioconda.style.objective.Seen;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * What a batch of paintings is measured by: the mean over its pictures of the terms of a {@link StyleRecipe}. A layer's style
 * loss is divided by the mean over photographs of their own, so that it begins near 1.
 */
final class FastObjective {

    private record StyleAim(String layer, StyleLoss.Target target, double weight) {}

    private final FeatureNet net;
    private final StyleRecipe recipe;
    private final Set<String> layers = new LinkedHashSet<>();
    private final List<StyleAim> aims = new ArrayList<>();

    /**
     * Call it outside any pointer scope: it keeps what it computes of the painting.
     *
     * @param painting the style // [1, 3, h, w]
     * @param photographs to divide by // [n, 3, side, side]
     */
    FastObjective(FeatureNet net, StyleRecipe recipe, Tensor painting, Tensor photographs) {
        this.net = net;
        this.recipe = recipe;
        layers.addAll(recipe.content().layers());
        layers.addAll(recipe.style().layers());
        StyleRecipe.Style style = recipe.style();
        double sum = style.weights().stream().mapToDouble(Double::doubleValue).sum();
        Map<String, FeatureMap> wanted = net.kept(painting, style.layers());
        Map<String, FeatureMap> seen = net.kept(photographs, style.layers());
        long pictures = photographs.size(0);
        try (NoGradGuard noGrad = new NoGradGuard()) {
            for (int i = 0; i < style.layers().size(); i++) {
                String layer = style.layers().get(i);
                StyleLoss.Target target = style.loss().target(FeatureMap.of(wanted, layer), area(photographs));
                double unit = 1;
                if (style.normalise()) {
                    try (PointerScope scope = new PointerScope()) {
                        unit = Math.max(
                                Tensors.scalar(mean(target, FeatureMap.of(seen, layer), pictures, map -> map)), 1e-12);
                    }
                }
                aims.add(new StyleAim(
                        layer, target, style.weight() * style.weights().get(i) / sum / unit));
            }
        }
        wanted.values().forEach(map -> map.outputs().close());
        seen.values().forEach(map -> map.outputs().close());
    }

    /**
     * The terms of a batch, whose slopes become gradients of whatever it was painted with.
     *
     * @param painted with a gradient // [n, 3, side, side]
     * @param photographs // [n, 3, side, side]
     */
    Objective.Terms descend(Tensor painted, Tensor photographs) {
        long pictures = painted.size(0);
        Map<String, FeatureMap> kept =
                net.features(photographs, recipe.content().layers());
        Tensor canvas = painted.detach().requires_grad_(true);
        try (Sight sight = net.look(canvas, layers)) {
            Map<String, FeatureMap> own = sight.features();
            Tensor content = ContentLoss.none();
            for (String layer : recipe.content().layers()) {
                for (int i = 0; i < pictures; i++) {
                    content = content.add(recipe.content()
                            .loss()
                            .distance(
                                    part(FeatureMap.of(own, layer), i, pictures).rows(),
                                    part(FeatureMap.of(kept, layer), i, pictures)
                                            .rows()));
                }
            }
            Seen seen = new Seen(recipe.style().loss());
            Tensor style = ContentLoss.none();
            for (StyleAim aim : aims) {
                Tensor mean = mean(aim.target(), FeatureMap.of(own, aim.layer()), pictures, seen::of);
                style = style.add(Ops.scale(mean, aim.weight()));
            }
            StyleRecipe.Smooth smooth = recipe.smoothness();
            double each = recipe.content().weight()
                    / pictures
                    / Math.max(1, recipe.content().layers().size());
            Objective.Terms terms = new Objective.Terms(
                    Ops.scale(content, each), style, Ops.scale(smooth.kind().of(canvas), smooth.weight() / pictures));
            terms.total().backward();
            seen.descend();
            sight.descend();
            Ops.backward(painted, canvas.grad());
            return terms;
        }
    }

    private static Tensor mean(
            StyleLoss.Target target, FeatureMap maps, long pictures, Function<FeatureMap, Features> seen) {
        Tensor sum = ContentLoss.none();
        for (int i = 0; i < pictures; i++) {
            sum = sum.add(target.distance(seen.apply(part(maps, i, pictures))));
        }
        return Ops.scale(sum, 1.0 / pictures);
    }

    /** One picture's rows of a batch's. */
    private static FeatureMap part(FeatureMap maps, int picture, long pictures) {
        long rows = maps.positions() / pictures;
        return new FeatureMap(maps.outputs().narrow(0, picture * rows, rows), maps.height(), maps.width(), null);
    }

    private static long area(Tensor pictures) {
        return pictures.size(2) * pictures.size(3);
    }
}
