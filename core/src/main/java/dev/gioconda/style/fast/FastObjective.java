package dev.gioconda.style.fast;

import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.style.features.Features;
import dev.gioconda.style.features.LayerTape;
import dev.gioconda.style.loss.LossNormalizer;
import dev.gioconda.style.loss.StyleLoss;
import dev.gioconda.style.objective.LossTerms;
import dev.gioconda.style.objective.MomentTape;
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
 * Objective of a batch: mean over its images of the loss terms of a {@link StyleRecipe}. The style loss of a layer is divided by its mean over
 * content images, so that it starts near 1.
 */
final class FastObjective {

    private record FastStyleTarget(String layer, StyleLoss.Target target, double weight) {}

    private final FeatureExtractor extractor;
    private final StyleRecipe recipe;
    private final Set<String> layers = new LinkedHashSet<>();
    private final List<FastStyleTarget> styleTargets = new ArrayList<>();

    /**
     * Computes the targets. Call it outside of a pointer scope, since the targets are kept.
     *
     * @param styleImage // [1, 3, h, w]
     * @param contentImages for the normalization // [n, 3, side, side]
     */
    FastObjective(FeatureExtractor extractor, StyleRecipe recipe, Tensor styleImage, Tensor contentImages) {
        this.extractor = extractor;
        this.recipe = recipe;
        layers.addAll(recipe.content().layers());
        layers.addAll(recipe.style().layers());
        StyleRecipe.StyleSettings style = recipe.style();
        double sum = style.weights().stream().mapToDouble(Double::doubleValue).sum();
        Map<String, FeatureMap> styleFeatures = extractor.detachedFeatures(styleImage, style.layers());
        Map<String, FeatureMap> features = extractor.detachedFeatures(contentImages, style.layers());
        long pictures = contentImages.size(0);
        try (NoGradGuard noGrad = new NoGradGuard()) {
            for (int i = 0; i < style.layers().size(); i++) {
                String layer = style.layers().get(i);
                FeatureMap styleMap = FeatureMap.of(styleFeatures, layer);
                StyleLoss.Target target = style.loss().target(styleMap, area(contentImages));
                double normalizer = 1;
                if (style.normalize()) {
                    try (PointerScope scope = new PointerScope()) {
                        Tensor distance = meanDistance(target, FeatureMap.of(features, layer), pictures, map -> map);
                        normalizer = LossNormalizer.of(target, Tensors.scalar(distance), styleMap);
                    }
                }
                styleTargets.add(new FastStyleTarget(
                        layer, target, style.weight() * style.weights().get(i) / sum / normalizer));
            }
        }
        styleFeatures.values().forEach(map -> map.outputs().close());
        features.values().forEach(map -> map.outputs().close());
    }

    /**
     * Computes the loss terms of a batch and backpropagates their sum through {@code stylized}.
     *
     * @param stylized output of the network, connected to its weights // [n, 3, side, side]
     * @param contentImages // [n, 3, side, side]
     */
    LossTerms backward(Tensor stylized, Tensor contentImages) {
        long pictures = stylized.size(0);
        Map<String, FeatureMap> contentFeatures =
                extractor.features(contentImages, recipe.content().layers());
        Tensor leaf = stylized.detach().requires_grad_(true);
        try (LayerTape tape = extractor.forward(leaf, layers)) {
            Map<String, FeatureMap> stylizedFeatures = tape.features();
            Tensor content = Tensors.zero();
            for (String layer : recipe.content().layers()) {
                for (int i = 0; i < pictures; i++) {
                    content = content.add(recipe.content()
                            .loss()
                            .distance(
                                    imageRows(FeatureMap.of(stylizedFeatures, layer), i, pictures)
                                            .rows(),
                                    imageRows(FeatureMap.of(contentFeatures, layer), i, pictures)
                                            .rows()));
                }
            }
            MomentTape features = new MomentTape(recipe.style().loss());
            Tensor style = Tensors.zero();
            for (FastStyleTarget target : styleTargets) {
                Tensor mean = meanDistance(
                        target.target(), FeatureMap.of(stylizedFeatures, target.layer()), pictures, features::pool);
                style = style.add(Ops.scale(mean, target.weight()));
            }
            StyleRecipe.SmoothnessSettings smooth = recipe.smoothness();
            double contentWeight = recipe.content().weight()
                    / pictures
                    / Math.max(1, recipe.content().layers().size());
            LossTerms terms = new LossTerms(
                    Ops.scale(content, contentWeight),
                    style,
                    Ops.scale(smooth.kind().of(leaf), smooth.weight() / pictures));
            terms.total().backward();
            features.backward();
            tape.backward();
            Ops.backward(stylized, leaf.grad());
            return terms;
        }
    }

    private static Tensor meanDistance(
            StyleLoss.Target target, FeatureMap maps, long pictures, Function<FeatureMap, Features> features) {
        Tensor sum = Tensors.zero();
        for (int i = 0; i < pictures; i++) {
            sum = sum.add(target.distance(features.apply(imageRows(maps, i, pictures))));
        }
        return Ops.scale(sum, 1.0 / pictures);
    }

    /** Features of one image of a batch. */
    private static FeatureMap imageRows(FeatureMap maps, int picture, long pictures) {
        long rows = maps.positions() / pictures;
        return new FeatureMap(maps.outputs().narrow(0, picture * rows, rows), maps.height(), maps.width(), null);
    }

    private static long area(Tensor pictures) {
        return pictures.size(2) * pictures.size(3);
    }
}
