package dev.gioconda.style.objective;

import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.style.features.Features;
import dev.gioconda.style.features.LayerTape;
import dev.gioconda.style.loss.ContentDifference;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Scoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Objective of an image that is computed as a whole: {@code w_c mean_l content_l + w_s sum_l w_l style_l + w_t smoothness}, with layer
 * weights and weights of several styles that are scaled to sum 1.
 */
public final class WholeImageObjective implements Objective {

    private record ContentTarget(String layer, Tensor features, double spread) {}

    /** The content image in another place: its features and the weights of its positions. */
    private record ShiftedContent(
            PixelShift shift,
            List<ContentTarget> targets,
            @Nullable Tensor guide) {}

    private final FeatureExtractor extractor;
    private final StyleRecipe recipe;
    private final Set<String> layers = new LinkedHashSet<>();
    private final List<ShiftedContent> contents = new ArrayList<>(); // one per shift, used in turn
    private final StyleTargets styleTargets;

    /**
     * Computes the targets.
     *
     * @param contentPixels the content image at this scale // [1, 3, h, w]
     * @param styles the styles at their sizes
     * @param face mask of faces; null when the recipe treats faces like the rest // [1, 1, h, w]
     */
    public WholeImageObjective(
            FeatureExtractor extractor,
            StyleRecipe recipe,
            Tensor contentPixels,
            List<StyleInput> styles,
            @Nullable Tensor face) {
        this.extractor = extractor;
        this.recipe = recipe;
        layers.addAll(recipe.content().layers());
        layers.addAll(recipe.style().layers());
        Tensor guide = StyleInput.faceWeights(face, recipe.face().content());
        try (NoGradGuard noGrad = new NoGradGuard()) {
            Map<String, FeatureMap> contentFeatures = extractor.detachedFeatures(contentPixels, layers);
            styleTargets = new StyleTargets(
                    extractor,
                    recipe,
                    StyleInput.withFaceMask(styles, recipe, face),
                    contentPixels.size(2) * contentPixels.size(3),
                    tap -> guided(FeatureMap.of(contentFeatures, tap.layer()), tap.guide()));
            contentFeatures.values().forEach(map -> map.outputs().close());
            int shift = recipe.style().loss().needsEveryPosition()
                    ? 0
                    : recipe.optimizer().usedShift(); // positions have partners, which a shift would change
            for (PixelShift one : PixelShift.random(shift, contentPixels.size(2), contentPixels.size(3))) {
                contents.add(shifted(contentPixels, one, guide));
            }
        }
    }

    private ShiftedContent shifted(Tensor contentPixels, PixelShift shift, @Nullable Tensor guide) {
        Tensor shiftedGuide = guide == null ? null : Scoped.of(() -> shift.of(guide));
        List<ContentTarget> targets = new ArrayList<>();
        try (PointerScope scope = new PointerScope()) {
            Map<String, FeatureMap> features = extractor.detachedFeatures(
                    shift.of(contentPixels), recipe.content().layers());
            features.forEach((layer, map) -> {
                Tensor rows = Scoped.owned(() -> rows(map, shiftedGuide));
                targets.add(new ContentTarget(layer, rows, ContentDifference.spreadOf(rows)));
                map.outputs().close();
            });
        }
        return new ShiftedContent(shift, targets, shiftedGuide);
    }

    @Override
    public LossTerms backward(Tensor pixels, int iteration) {
        ShiftedContent content = contents.get(iteration % contents.size());
        if (content.shift().equals(PixelShift.NONE)) {
            return backward(pixels, content);
        }
        Tensor shifted = content.shift().of(pixels);
        Tensor leaf = shifted.detach().requires_grad_(true);
        LossTerms terms = backward(leaf, content);
        Ops.backward(shifted, leaf.grad());
        return terms;
    }

    private LossTerms backward(Tensor pixels, ShiftedContent content) {
        try (LayerTape tape = extractor.forward(pixels, layers)) {
            MomentTape momentTape = new MomentTape(recipe.style().loss());
            List<ContentDifference> differences = new ArrayList<>();
            for (ContentTarget target : content.targets()) {
                differences.add(ContentDifference.between(
                        rows(FeatureMap.of(tape.features(), target.layer()), content.guide()),
                        target.features(),
                        target.spread()));
            }
            Map<StyleTargets.StyleTap, Features> styleFeatures =
                    new LinkedHashMap<>(); // styles with the same tap share it
            LossTerms terms = styleTargets.lossTerms(
                    tap -> styleFeatures.computeIfAbsent(
                            tap,
                            key -> momentTape.pool(guided(FeatureMap.of(tape.features(), key.layer()), key.guide()))),
                    differences);
            StyleRecipe.SmoothnessSettings smooth = recipe.smoothness();
            if (smooth.weight() != 0) {
                terms = terms.withSmoothness(Ops.scale(smooth.kind().of(pixels), smooth.weight()));
            }
            terms.total().backward();
            momentTape.backward();
            tape.backward();
            return terms;
        }
    }

    @Override
    public void close() {
        contents.forEach(
                content -> content.targets().forEach(target -> target.features().close()));
    }

    /** The features that are compared with those of the content image. // [m, c] */
    private static Tensor rows(FeatureMap map, @Nullable Tensor guide) {
        return ContentDifference.weighted(map.rows(), guided(map, guide).weights(), map.positions());
    }

    private static FeatureMap guided(FeatureMap map, @Nullable Tensor guide) {
        return guide == null ? map : map.weighted(guide);
    }
}
