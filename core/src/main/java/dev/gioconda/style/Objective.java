package dev.gioconda.style;

import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What is minimised at one size: {@code w_c mean_l content_l + w_s sum_l w_l style_l + w_t smoothness}, the style's layer weights
 * and the weights of several styles summing to 1.
 */
final class Objective implements AutoCloseable {

    private record StyleTerm(
            String layer,
            StyleLoss.Target target,
            double weight,
            @Nullable Tensor guide) {}

    /** The three weighted terms. */
    record Terms(Tensor content, Tensor style, Tensor smoothness) {

        Tensor total() {
            return content.add(style).add(smoothness);
        }
    }

    private final FeatureNet net;
    private final StyleRecipe recipe;
    private final Set<String> layers = new LinkedHashSet<>();
    private final Map<String, FeatureMap> content = new LinkedHashMap<>();
    private final List<StyleTerm> styles = new ArrayList<>();
    private final @Nullable Tensor contentGuide;

    /**
     * @param photograph at the size that is painted // [1, 3, h, w]
     * @param paintings the styles at their sizes
     * @param face where faces are; null where they do not matter // [1, 1, h, w]
     */
    Objective(FeatureNet net, StyleRecipe recipe, Tensor photograph, List<Palette> paintings, @Nullable Tensor face) {
        this.net = net;
        this.recipe = recipe;
        layers.addAll(recipe.content().layers());
        layers.addAll(recipe.style().layers());
        contentGuide = face == null ? null : between(face, recipe.face().content());
        try (NoGradGuard noGrad = new NoGradGuard()) {
            Map<String, FeatureMap> own = net.kept(photograph, layers);
            Tensor shield = face == null ? null : between(face, recipe.face().style());
            double sum = paintings.stream().mapToDouble(Palette::weight).sum();
            for (Palette painting : paintings) {
                add(painting, painting.weight() / sum, own, shield, photograph.size(2) * photograph.size(3));
            }
            own.forEach((layer, map) -> {
                if (recipe.content().layers().contains(layer)) {
                    content.put(layer, guided(map, contentGuide));
                } else {
                    map.rows().close();
                }
            });
        }
    }

    /**
     * A style at the size in which it is seen.
     *
     * @param canvas its pixels // [1, 3, h', w']
     * @param weight relative to the others
     * @param mask where it is painted, at the size of the painting; null for everywhere // [1, 1, h, w]
     */
    record Palette(Tensor canvas, double weight, @Nullable Tensor mask) {}

    private void add(
            Palette painting, double share, Map<String, FeatureMap> own, @Nullable Tensor shield, long pixels) {
        StyleRecipe.Style style = recipe.style();
        double sum = style.weights().stream().mapToDouble(Double::doubleValue).sum();
        Map<String, FeatureMap> seen = net.kept(painting.canvas(), style.layers());
        Tensor guide = both(painting.mask(), shield);
        for (int i = 0; i < style.layers().size(); i++) {
            String layer = style.layers().get(i);
            StyleLoss.Target target = style.loss().target(own(seen, layer), pixels);
            double unit = style.normalise()
                    ? Math.max(Tensors.scalar(target.distance(guided(own(own, layer), guide))), 1e-12)
                    : 1;
            double weight = style.weight() * share * style.weights().get(i) / sum / unit;
            styles.add(new StyleTerm(layer, target, weight, guide));
        }
        seen.values().forEach(map -> map.rows().close());
    }

    /** The terms for these pixels. // [1, 3, h, w] */
    Terms terms(Tensor pixels) {
        Map<String, FeatureMap> features = net.features(pixels, layers);
        Tensor kept = ContentLoss.none();
        for (Map.Entry<String, FeatureMap> wanted : content.entrySet()) {
            FeatureMap painted = guided(own(features, wanted.getKey()), contentGuide);
            kept = kept.add(recipe.content().loss().distance(painted, wanted.getValue()));
        }
        Tensor taken = ContentLoss.none();
        for (StyleTerm term : styles) {
            FeatureMap painted = guided(own(features, term.layer()), term.guide());
            taken = taken.add(Ops.scale(term.target().distance(painted), term.weight()));
        }
        return new Terms(
                Ops.scale(kept, recipe.content().weight() / Math.max(1, content.size())),
                taken,
                recipe.smoothness().weight() == 0
                        ? ContentLoss.none()
                        : Ops.scale(
                                recipe.smoothness().kind().of(pixels),
                                recipe.smoothness().weight()));
    }

    @Override
    public void close() {
        content.values().forEach(map -> map.rows().close());
    }

    private static FeatureMap own(Map<String, FeatureMap> features, String layer) {
        FeatureMap map = features.get(layer);
        if (map == null) {
            throw new IllegalStateException("Layer " + layer + " was not computed.");
        }
        return map;
    }

    private static FeatureMap guided(FeatureMap map, @Nullable Tensor guide) {
        return guide == null ? map : map.weighted(guide);
    }

    /** 1 outside of faces, {@code inside} in them. */
    private static @Nullable Tensor between(Tensor face, double inside) {
        return inside == 1 ? null : Ops.plus(Ops.scale(face, inside - 1), 1);
    }

    private static @Nullable Tensor both(@Nullable Tensor a, @Nullable Tensor b) {
        return a == null ? b : b == null ? a : a.mul(b);
    }
}
