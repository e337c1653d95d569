package dev.gioconda.style.objective;

import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.style.features.LayerTape;
import dev.gioconda.style.features.PooledFeatures;
import dev.gioconda.style.loss.ContentDifference;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Scoped;
import dev.gioconda.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Objective with the loss and gradient of {@link WholeImageObjective}, computed in tiles. A first pass sums the {@link TileStatistics}; the loss
 * and its gradient with respect to the sums are computed once; a second pass backpropagates to the pixels of each tile. Memory is that
 * of one tile, the features of the content image and a few images; each tile needs two forward passes and one backward pass.
 */
public final class TiledObjective implements Objective {

    /**
     * Features of the content image for one layer.
     *
     * @param features weighted // [h, w, c]
     * @param sqrtWeights square roots of position weights; null for equal weights // [h, w, 1]
     */
    private record TiledContentTarget(
            Tensor features, @Nullable Tensor sqrtWeights, double spread) {}

    private final FeatureExtractor extractor;
    private final StyleRecipe recipe;
    private final TilePlan plan;
    private final Set<String> layers = new LinkedHashSet<>();
    private final Map<String, TiledContentTarget> contentTargets = new LinkedHashMap<>();
    private final Set<StyleTargets.StyleTap> taps;
    private final Map<StyleTargets.StyleTap, Tensor> tapWeights =
            new LinkedHashMap<>(); // of taps with a guide // [h, w, 1]
    private final StyleTargets styleTargets;

    /**
     * Computes the targets.
     *
     * @param contentPixels the content image at this scale // [1, 3, h, w]
     * @param styleInputs the styles, each small enough for a pass without tiles
     * @param face mask of faces; null when the recipe treats faces like the rest // [1, 1, h, w]
     */
    public TiledObjective(
            FeatureExtractor extractor,
            StyleRecipe recipe,
            TilePlan plan,
            Tensor contentPixels,
            List<StyleInput> styleInputs,
            @Nullable Tensor face) {
        this.extractor = extractor;
        this.recipe = recipe;
        this.plan = plan;
        layers.addAll(recipe.content().layers());
        layers.addAll(recipe.style().layers());
        List<StyleInput> styles = StyleInput.withFaceMask(styleInputs, recipe, face);
        taps = StyleTargets.taps(recipe, styles);
        try (NoGradGuard noGrad = new NoGradGuard()) {
            for (StyleTargets.StyleTap tap : taps) {
                if (tap.guide() != null) {
                    tapWeights.put(tap, layerWeights(tap.guide(), plan.grid(tap.layer())));
                }
            }
            Map<String, TiledContentTarget> expected =
                    allocateTargets(StyleInput.faceWeights(face, recipe.face().content()));
            TileStatistics own = zeroStatistics();
            for (Tile tile : plan.tiles()) {
                try (PointerScope scope = new PointerScope()) {
                    Map<String, FeatureMap> features = features(tile, tile.crop(contentPixels));
                    own.add(statistics(tile, features));
                    expected.forEach((layer, target) -> store(tile, layer, target, FeatureMap.of(features, layer)));
                }
            }
            expected.forEach((layer, target) -> contentTargets.put(layer, withSpread(target)));
            styleTargets = new StyleTargets(
                    extractor, recipe, styles, contentPixels.size(2) * contentPixels.size(3), own.styleMoments()::get);
        }
    }

    /** Position weights of a layer, with sum 1. // [1, 1, h', w'] to [h, w, 1] */
    private static Tensor layerWeights(Tensor guide, TilePlan.LayerGrid grid) {
        return Scoped.of(() -> FeatureMap.normalizedWeights(guide, grid.height(), grid.width())
                .reshape(grid.height(), grid.width(), 1));
    }

    /** Allocates the features of the content image. */
    private Map<String, TiledContentTarget> allocateTargets(@Nullable Tensor guide) {
        Map<String, TiledContentTarget> allocated = new LinkedHashMap<>();
        for (String layer : recipe.content().layers()) {
            TilePlan.LayerGrid grid = plan.grid(layer);
            Tensor sqrtWeights = null;
            if (guide != null) {
                sqrtWeights = Scoped.of(() -> Ops.scale(layerWeights(guide, grid), (double) grid.positions())
                        .sqrt());
            }
            allocated.put(
                    layer,
                    new TiledContentTarget(torch.empty(grid.height(), grid.width(), grid.channels()), sqrtWeights, 0));
        }
        return allocated;
    }

    private void store(Tile tile, String layer, TiledContentTarget target, FeatureMap own) {
        Tensor view = tile.coreView(target.features(), plan.grid(layer));
        view.copy_(weighted(tile, layer, target, own).reshape(view.sizes()));
    }

    private static TiledContentTarget withSpread(TiledContentTarget target) {
        try (PointerScope scope = new PointerScope()) {
            return new TiledContentTarget(
                    target.features(),
                    target.sqrtWeights(),
                    ContentDifference.spreadOf(target.features().flatten(0, 1)));
        }
    }

    /** The image is not shifted: its targets at several places would need several times the memory. */
    @Override
    public LossTerms backward(Tensor pixels, int iteration) {
        Tensor image = pixels.detach();
        TileStatistics total = zeroStatistics();
        try (NoGradGuard noGrad = new NoGradGuard()) {
            for (Tile tile : plan.tiles()) {
                try (PointerScope scope = new PointerScope()) {
                    total.add(statistics(tile, features(tile, tile.crop(image))));
                }
            }
        }
        total.requireGradients();
        LossTerms terms = styleTargets.lossTerms(
                total.styleMoments()::get, total.contentDifferences().values());
        terms.total().backward();
        Tensor gradient = torch.zeros_like(image);
        for (Tile tile : plan.tiles()) {
            try (PointerScope scope = new PointerScope()) {
                Tensor input = tile.crop(image).clone().requires_grad_(true);
                backward(tile, input, total);
                tile.crop(gradient).add_(input.grad());
            }
        }
        StyleRecipe.SmoothnessSettings smooth = recipe.smoothness();
        Tensor smoothness = smooth.weight() == 0
                ? Tensors.zero()
                : BandedTotalVariation.backward(smooth.kind(), smooth.weight(), image, gradient);
        pixels.mutable_grad().put(gradient);
        return new LossTerms(terms.content().detach(), terms.style().detach(), smoothness);
    }

    /** Backpropagates the gradients of the statistics to the pixels of a tile. */
    private void backward(Tile tile, Tensor input, TileStatistics total) {
        try (LayerTape tape =
                extractor.forward(input, layers, (layer, output) -> tile.coreFeatures(output, plan.grid(layer)))) {
            Map<String, FeatureMap> features = tape.features();
            if (!contentTargets.isEmpty()) {
                total.surrogateLoss(contentDifferences(tile, features)).backward();
            }
            total.styleMoments().forEach((tap, moments) -> moments.backward(guided(tile, tap, features)));
            tape.backward();
        }
    }

    private Map<String, FeatureMap> features(Tile tile, Tensor input) {
        return extractor.features(input, layers, (layer, output) -> tile.coreFeatures(output, plan.grid(layer)));
    }

    private TileStatistics zeroStatistics() {
        Map<StyleTargets.StyleTap, PooledFeatures> moments = new LinkedHashMap<>();
        for (StyleTargets.StyleTap tap : taps) {
            TilePlan.LayerGrid grid = plan.grid(tap.layer());
            Tensor mean = torch.zeros(grid.channels());
            moments.put(tap, new PooledFeatures(grid.positions(), mean, torch.zeros(grid.channels(), grid.channels())));
        }
        Map<String, ContentDifference> differences = new LinkedHashMap<>();
        contentTargets.forEach((layer, target) -> differences.put(
                layer,
                new ContentDifference(
                        Tensors.zero(),
                        Tensors.zero(),
                        target.spread(),
                        target.features().numel())));
        return new TileStatistics(moments, differences);
    }

    /** The statistics of one tile. */
    private TileStatistics statistics(Tile tile, Map<String, FeatureMap> features) {
        Map<StyleTargets.StyleTap, PooledFeatures> moments = new LinkedHashMap<>();
        for (StyleTargets.StyleTap tap : taps) {
            long positions = plan.grid(tap.layer()).positions();
            FeatureMap guided = guided(tile, tap, features);
            double part = guided.weights() == null ? (double) guided.positions() / positions : 1;
            moments.put(
                    tap,
                    new PooledFeatures(
                            positions, Ops.scale(guided.mean(), part), Ops.scale(guided.secondMoment(), part)));
        }
        return new TileStatistics(moments, contentDifferences(tile, features));
    }

    /** Core features of a tile with the position weights of a tap. */
    private FeatureMap guided(Tile tile, StyleTargets.StyleTap tap, Map<String, FeatureMap> features) {
        FeatureMap own = FeatureMap.of(features, tap.layer());
        Tensor weights = tapWeights.get(tap);
        return weights == null
                ? own
                : new FeatureMap(
                        own.outputs(),
                        own.height(),
                        own.width(),
                        tile.coreView(weights, plan.grid(tap.layer())).reshape(-1, 1));
    }

    private Map<String, ContentDifference> contentDifferences(Tile tile, Map<String, FeatureMap> features) {
        Map<String, ContentDifference> differences = new LinkedHashMap<>();
        contentTargets.forEach((layer, target) -> {
            Tensor stylized = weighted(tile, layer, target, FeatureMap.of(features, layer));
            Tensor expected = tile.coreView(target.features(), plan.grid(layer)).reshape(stylized.sizes());
            ContentDifference difference = ContentDifference.between(stylized, expected, target.spread());
            differences.put(
                    layer,
                    new ContentDifference(
                            difference.squaredSum(),
                            difference.absoluteSum(),
                            difference.spread(),
                            target.features().numel()));
        });
        return differences;
    }

    private Tensor weighted(Tile tile, String layer, TiledContentTarget target, FeatureMap own) {
        return target.sqrtWeights() == null
                ? own.rows()
                : own.rows()
                        .mul(tile.coreView(target.sqrtWeights(), plan.grid(layer))
                                .reshape(-1, 1)); // [m, c]
    }

    @Override
    public void close() {
        contentTargets.values().forEach(target -> target.features().close());
    }
}
