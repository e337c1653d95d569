package dev.gioconda.style.objective;

import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.style.features.FeatureNet;
import dev.gioconda.style.features.PooledFeatures;
import dev.gioconda.style.features.Sight;
import dev.gioconda.style.loss.ContentLoss;
import dev.gioconda.style.loss.Gap;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Results;
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
 * The same loss as {@link Objective}'s, and the same gradient, of a picture that is looked at in tiles. A first pass sums up what the
 * loss needs of every tile; the loss and its slopes by these sums are computed once; a second pass brings the slopes to the pixels,
 * tile by tile. Memory is that of one tile, the content's features and a few pictures; a tile is run forward twice and backward
 * once.
 */
public final class TiledObjective implements Goal {

    /**
     * @param rows as they lie in the picture, already weighted // [h, w, c]
     * @param root of how much positions count; null for all alike // [h, w, 1]
     */
    private record ContentAim(Tensor rows, @Nullable Tensor root, double spread) {}

    private final FeatureNet net;
    private final StyleRecipe recipe;
    private final Tiling tiling;
    private final Set<String> layers = new LinkedHashSet<>();
    private final Map<String, ContentAim> content = new LinkedHashMap<>();
    private final Set<Aims.Look> looks;
    private final Map<Aims.Look, Tensor> shares = new LinkedHashMap<>(); // of looks with a guide // [h, w, 1]
    private final Aims aims;

    /**
     * @param photograph at the size that is painted // [1, 3, h, w]
     * @param paintings the styles at their sizes, each small enough to be looked at in one piece
     * @param face where faces are; null where they do not matter // [1, 1, h, w]
     */
    public TiledObjective(
            FeatureNet net,
            StyleRecipe recipe,
            Tiling tiling,
            Tensor photograph,
            List<Objective.Palette> paintings,
            @Nullable Tensor face) {
        this.net = net;
        this.recipe = recipe;
        this.tiling = tiling;
        layers.addAll(recipe.content().layers());
        layers.addAll(recipe.style().layers());
        List<Objective.Palette> styles = Objective.Palette.spared(paintings, recipe, face);
        looks = Aims.looks(recipe, styles);
        try (NoGradGuard noGrad = new NoGradGuard()) {
            for (Aims.Look look : looks) {
                if (look.guide() != null) {
                    shares.put(look, share(look.guide(), tiling.grid(look.layer())));
                }
            }
            Map<String, ContentAim> wanted =
                    blank(Objective.between(face, recipe.face().content()));
            Sums own = zeros();
            for (Tile tile : tiling.tiles()) {
                try (PointerScope scope = new PointerScope()) {
                    Map<String, FeatureMap> features = features(tile, tile.of(photograph));
                    own.add(sums(tile, features));
                    wanted.forEach((layer, aim) -> keep(tile, layer, aim, FeatureMap.of(features, layer)));
                }
            }
            wanted.forEach((layer, aim) -> content.put(layer, measured(aim)));
            aims = new Aims(net, recipe, styles, photograph.size(2) * photograph.size(3), own.looks()::get);
        }
    }

    /** How much a layer's positions count, all together 1. // [1, 1, h', w'] to [h, w, 1] */
    private static Tensor share(Tensor guide, Grid grid) {
        return Results.of(
                () -> FeatureMap.shares(guide, grid.height(), grid.width()).reshape(grid.height(), grid.width(), 1));
    }

    /** Room for the content's features. */
    private Map<String, ContentAim> blank(@Nullable Tensor guide) {
        Map<String, ContentAim> blank = new LinkedHashMap<>();
        for (String layer : recipe.content().layers()) {
            Grid grid = tiling.grid(layer);
            Tensor root = null;
            if (guide != null) {
                root = Results.of(() ->
                        Ops.scale(share(guide, grid), (double) grid.positions()).sqrt());
            }
            blank.put(layer, new ContentAim(torch.empty(grid.height(), grid.width(), grid.channels()), root, 0));
        }
        return blank;
    }

    private void keep(Tile tile, String layer, ContentAim aim, FeatureMap own) {
        Tensor room = tile.part(aim.rows(), tiling.grid(layer));
        room.copy_(weighted(tile, layer, aim, own).reshape(room.sizes()));
    }

    private static ContentAim measured(ContentAim aim) {
        try (PointerScope scope = new PointerScope()) {
            return new ContentAim(aim.rows(), aim.root(), Gap.spread(aim.rows().flatten(0, 1)));
        }
    }

    @Override
    public Objective.Terms descend(Tensor pixels) {
        Tensor canvas = pixels.detach();
        Sums whole = zeros();
        try (NoGradGuard noGrad = new NoGradGuard()) {
            for (Tile tile : tiling.tiles()) {
                try (PointerScope scope = new PointerScope()) {
                    whole.add(sums(tile, features(tile, tile.of(canvas))));
                }
            }
        }
        whole.follow();
        Objective.Terms terms = aims.terms(whole.looks()::get, whole.gaps().values());
        terms.total().backward();
        Tensor gradient = torch.zeros_like(canvas);
        for (Tile tile : tiling.tiles()) {
            try (PointerScope scope = new PointerScope()) {
                Tensor seen = tile.of(canvas).clone().requires_grad_(true);
                descend(tile, seen, whole);
                tile.of(gradient).add_(seen.grad());
            }
        }
        StyleRecipe.Smooth smooth = recipe.smoothness();
        Tensor roughness = smooth.weight() == 0
                ? ContentLoss.none()
                : Bands.descend(smooth.kind(), smooth.weight(), canvas, gradient);
        pixels.mutable_grad().put(gradient);
        return new Objective.Terms(terms.content().detach(), terms.style().detach(), roughness);
    }

    /** Brings the slopes of the whole picture's sums to what a tile sees. */
    private void descend(Tile tile, Tensor seen, Sums whole) {
        try (Sight sight = net.look(seen, layers, (layer, output) -> tile.own(output, tiling.grid(layer)))) {
            Map<String, FeatureMap> features = sight.features();
            if (!content.isEmpty()) {
                whole.slopeOf(gaps(tile, features)).backward();
            }
            whole.looks().forEach((look, moments) -> moments.descend(guided(tile, look, features)));
            sight.descend();
        }
    }

    private Map<String, FeatureMap> features(Tile tile, Tensor seen) {
        return net.features(seen, layers, (layer, output) -> tile.own(output, tiling.grid(layer)));
    }

    private Sums zeros() {
        Map<Aims.Look, PooledFeatures> moments = new LinkedHashMap<>();
        for (Aims.Look look : looks) {
            Grid grid = tiling.grid(look.layer());
            Tensor mean = torch.zeros(grid.channels());
            moments.put(
                    look, new PooledFeatures(grid.positions(), mean, torch.zeros(grid.channels(), grid.channels())));
        }
        Map<String, Gap> gaps = new LinkedHashMap<>();
        content.forEach((layer, aim) -> gaps.put(
                layer,
                new Gap(
                        ContentLoss.none(),
                        ContentLoss.none(),
                        aim.spread(),
                        aim.rows().numel())));
        return new Sums(moments, gaps);
    }

    /** One tile's share of the sums. */
    private Sums sums(Tile tile, Map<String, FeatureMap> features) {
        Map<Aims.Look, PooledFeatures> moments = new LinkedHashMap<>();
        for (Aims.Look look : looks) {
            long positions = tiling.grid(look.layer()).positions();
            FeatureMap guided = guided(tile, look, features);
            double part = guided.share() == null ? (double) guided.positions() / positions : 1;
            moments.put(
                    look,
                    new PooledFeatures(
                            positions, Ops.scale(guided.mean(), part), Ops.scale(guided.secondMoment(), part)));
        }
        return new Sums(moments, gaps(tile, features));
    }

    /** A tile's own features as one style sees them. */
    private FeatureMap guided(Tile tile, Aims.Look look, Map<String, FeatureMap> features) {
        FeatureMap own = FeatureMap.of(features, look.layer());
        Tensor share = shares.get(look);
        return share == null
                ? own
                : new FeatureMap(
                        own.outputs(),
                        own.height(),
                        own.width(),
                        tile.part(share, tiling.grid(look.layer())).reshape(-1, 1));
    }

    private Map<String, Gap> gaps(Tile tile, Map<String, FeatureMap> features) {
        Map<String, Gap> gaps = new LinkedHashMap<>();
        content.forEach((layer, aim) -> {
            Tensor painted = weighted(tile, layer, aim, FeatureMap.of(features, layer));
            Tensor wanted = tile.part(aim.rows(), tiling.grid(layer)).reshape(painted.sizes());
            Gap gap = Gap.between(painted, wanted, aim.spread());
            gaps.put(
                    layer,
                    new Gap(
                            gap.squares(),
                            gap.magnitudes(),
                            gap.spread(),
                            aim.rows().numel()));
        });
        return gaps;
    }

    private Tensor weighted(Tile tile, String layer, ContentAim aim, FeatureMap own) {
        return aim.root() == null
                ? own.rows()
                : own.rows().mul(tile.part(aim.root(), tiling.grid(layer)).reshape(-1, 1)); // [m, c]
    }

    @Override
    public void close() {
        content.values().forEach(aim -> aim.rows().close());
    }
}
