package dev.gioconda.style.objective;

import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.style.features.Features;
import dev.gioconda.style.loss.ContentDifference;
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
final class StyleTargets {

    /**
     * A layer as one style sees it.
     *
     * @param guide the very map by which positions count; null for all alike // [1, 1, h, w]
     */
    record StyleTap(String layer, @Nullable Tensor guide) {}

    private record WeightedStyleTarget(StyleTap look, StyleLoss.Target target, double weight) {}

    private final StyleRecipe recipe;
    private final List<WeightedStyleTarget> targets = new ArrayList<>();

    /**
     * @param styleInputs with all that guides them
     * @param pixels of the picture that is painted
     * @param contentFeatures its features, which layers' losses are divided by
     */
    StyleTargets(
            FeatureExtractor extractor,
            StyleRecipe recipe,
            List<StyleInput> styleInputs,
            long pixels,
            Function<StyleTap, ? extends Features> contentFeatures) {
        this.recipe = recipe;
        double sum = styleInputs.stream().mapToDouble(StyleInput::weight).sum();
        for (StyleInput styleInput : styleInputs) {
            addTargets(extractor, styleInput, styleInput.weight() / sum, pixels, contentFeatures);
        }
    }

    /** All that {@link #lossTerms} will ask for. */
    static Set<StyleTap> taps(StyleRecipe recipe, List<StyleInput> styleInputs) {
        Set<StyleTap> taps = new LinkedHashSet<>();
        styleInputs.forEach(styleInput ->
                recipe.style().layers().forEach(layer -> taps.add(new StyleTap(layer, styleInput.mask()))));
        return taps;
    }

    private void addTargets(
            FeatureExtractor extractor,
            StyleInput styleInput,
            double share,
            long pixels,
            Function<StyleTap, ? extends Features> contentFeatures) {
        StyleRecipe.StyleSettings style = recipe.style();
        double sum = style.weights().stream().mapToDouble(Double::doubleValue).sum();
        Map<String, FeatureMap> features = extractor.detachedFeatures(styleInput.pixels(), style.layers());
        for (int i = 0; i < style.layers().size(); i++) {
            StyleTap tap = new StyleTap(style.layers().get(i), styleInput.mask());
            StyleLoss.Target target = style.loss().target(FeatureMap.of(features, tap.layer()), pixels);
            double normalizer = style.normalise()
                    ? Math.max(Tensors.scalar(target.distance(contentFeatures.apply(tap))), 1e-12)
                    : 1;
            targets.add(new WeightedStyleTarget(
                    tap, target, style.weight() * share * style.weights().get(i) / sum / normalizer));
        }
        features.values().forEach(map -> map.outputs().close());
    }

    /**
     * The loss of a painting, without smoothness.
     *
     * @param stylized its features
     * @param differences to the content, one a layer
     */
    LossTerms lossTerms(Function<StyleTap, ? extends Features> stylized, Collection<ContentDifference> differences) {
        Tensor contentLoss = Tensors.zero();
        for (ContentDifference difference : differences) {
            contentLoss = contentLoss.add(recipe.content().loss().of(difference));
        }
        Tensor styleLoss = Tensors.zero();
        for (WeightedStyleTarget target : targets) {
            styleLoss =
                    styleLoss.add(Ops.scale(target.target().distance(stylized.apply(target.look())), target.weight()));
        }
        return new LossTerms(
                Ops.scale(contentLoss, recipe.content().weight() / Math.max(1, differences.size())),
                styleLoss,
                Tensors.zero());
    }
}
