package dev.gioconda.style.objective;

import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.style.features.Features;
import dev.gioconda.style.loss.ContentDifference;
import dev.gioconda.style.loss.LossNormalizer;
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
 * Style targets at one scale with their weights; the weights of layers and those of several styles are scaled to sum 1. Independent of
 * whether the image is computed as a whole or in tiles.
 */
final class StyleTargets {

    /**
     * A layer with position weights.
     *
     * @param layer name
     * @param guide weights of positions, compared by identity; null for equal weights // [1, 1, h, w]
     */
    record StyleTap(String layer, @Nullable Tensor guide) {}

    private record WeightedStyleTarget(StyleTap tap, StyleLoss.Target target, double weight) {}

    private final StyleRecipe recipe;
    private final List<WeightedStyleTarget> targets = new ArrayList<>();

    /**
     * Computes the targets.
     *
     * @param styleInputs styles with their masks
     * @param pixels number of pixels of the stylized image
     * @param contentFeatures features of the content image, for the normalization of layer losses
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

    /** All layers and guides that {@link #lossTerms} needs. */
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
            FeatureMap styleFeatures = FeatureMap.of(features, tap.layer());
            StyleLoss.Target target = style.loss().target(styleFeatures, pixels);
            double normalizer = style.normalize()
                    ? LossNormalizer.of(
                            target, Tensors.scalar(target.distance(contentFeatures.apply(tap))), styleFeatures)
                    : 1;
            targets.add(new WeightedStyleTarget(
                    tap, target, style.weight() * share * style.weights().get(i) / sum / normalizer));
        }
        features.values().forEach(map -> map.outputs().close());
    }

    /**
     * Content and style loss; the smoothness is 0.
     *
     * @param stylized features of the stylized image
     * @param differences to the content image, one per layer
     */
    LossTerms lossTerms(Function<StyleTap, ? extends Features> stylized, Collection<ContentDifference> differences) {
        Tensor contentLoss = Tensors.zero();
        for (ContentDifference difference : differences) {
            contentLoss = contentLoss.add(recipe.content().loss().of(difference));
        }
        Tensor styleLoss = Tensors.zero();
        for (WeightedStyleTarget target : targets) {
            styleLoss =
                    styleLoss.add(Ops.scale(target.target().distance(stylized.apply(target.tap())), target.weight()));
        }
        return new LossTerms(
                Ops.scale(contentLoss, recipe.content().weight() / Math.max(1, differences.size())),
                styleLoss,
                Tensors.zero());
    }
}
