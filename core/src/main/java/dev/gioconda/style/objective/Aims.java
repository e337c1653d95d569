package dev.gioconda.style.objective;

import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.style.features.FeatureNet;
import dev.gioconda.style.features.Features;
import dev.gioconda.style.loss.ContentLoss;
import dev.gioconda.style.loss.Gap;
import dev.gioconda.style.loss.StyleLoss;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The styles that a painting is measured against at one size, with their weights: those of the layers, and those of several styles,
 * sum to 1. Whether the painting is looked at in one piece or in tiles is not known here.
 */
final class Aims {

    /**
     * A layer as one style sees it.
     *
     * @param guide the very map by which positions count; null for all alike // [1, 1, h, w]
     */
    record Look(String layer, @Nullable Tensor guide) {}

    private record StyleAim(Look look, StyleLoss.Target target, double weight) {}

    private final StyleRecipe recipe;
    private final List<StyleAim> styles = new ArrayList<>();

    /**
     * @param paintings with all that guides them
     * @param pixels of the picture that is painted
     * @param photograph its features, which layers' losses are divided by
     */
    Aims(
            FeatureNet net,
            StyleRecipe recipe,
            List<Objective.Palette> paintings,
            long pixels,
            Function<Look, ? extends Features> photograph) {
        this.recipe = recipe;
        double sum = paintings.stream().mapToDouble(Objective.Palette::weight).sum();
        for (Objective.Palette painting : paintings) {
            add(net, painting, painting.weight() / sum, pixels, photograph);
        }
    }

    /** All that {@link #terms} will ask for. */
    static Set<Look> looks(StyleRecipe recipe, List<Objective.Palette> paintings) {
        Set<Look> looks = new LinkedHashSet<>();
        paintings.forEach(
                painting -> recipe.style().layers().forEach(layer -> looks.add(new Look(layer, painting.mask()))));
        return looks;
    }

    private void add(
            FeatureNet net,
            Objective.Palette painting,
            double share,
            long pixels,
            Function<Look, ? extends Features> photograph) {
        StyleRecipe.Style style = recipe.style();
        double sum = style.weights().stream().mapToDouble(Double::doubleValue).sum();
        Map<String, FeatureMap> seen = net.kept(painting.canvas(), style.layers());
        for (int i = 0; i < style.layers().size(); i++) {
            Look look = new Look(style.layers().get(i), painting.mask());
            StyleLoss.Target target = style.loss().target(FeatureMap.of(seen, look.layer()), pixels);
            double unit =
                    style.normalise() ? Math.max(Tensors.scalar(target.distance(photograph.apply(look))), 1e-12) : 1;
            styles.add(new StyleAim(
                    look, target, style.weight() * share * style.weights().get(i) / sum / unit));
        }
        seen.values().forEach(map -> map.outputs().close());
    }

    /**
     * The loss of a painting, without smoothness.
     *
     * @param painted its features
     * @param gaps to the content, one a layer
     */
    Objective.Terms terms(Function<Look, ? extends Features> painted, Collection<Gap> gaps) {
        Tensor kept = ContentLoss.none();
        for (Gap gap : gaps) {
            kept = kept.add(recipe.content().loss().of(gap));
        }
        Tensor taken = ContentLoss.none();
        for (StyleAim aim : styles) {
            taken = taken.add(Ops.scale(aim.target().distance(painted.apply(aim.look())), aim.weight()));
        }
        return new Objective.Terms(
                Ops.scale(kept, recipe.content().weight() / Math.max(1, gaps.size())), taken, ContentLoss.none());
    }
}
