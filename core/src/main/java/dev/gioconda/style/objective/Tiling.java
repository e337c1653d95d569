package dev.gioconda.style.objective;

import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.style.features.FeatureNet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;

/**
 * How a large picture is looked at: in tiles that see somewhat more than they own. Where a tile sees as far as the deepest layer
 * reaches, its own positions have the very features that they have in the whole picture.
 *
 * @param tiles whose own parts make up the picture
 * @param grids of the layers in the whole picture, by name
 */
public record Tiling(List<Tile> tiles, Map<String, Grid> grids) {

    /** The largest picture, in pixels, that is looked at in one piece. */
    public static final long LARGEST_WHOLE = 3 << 19; // 1.5 MiP

    private static final int SIDE = 1248; // that a tile sees, which makes it as large as the largest whole picture
    private static final int STEP = 32; // the coarsest stride of any backbone

    /** Copies. */
    public Tiling {
        tiles = List.copyOf(tiles);
        grids = Map.copyOf(grids);
    }

    /** Tiles that see 1248 pixels a side, of which as few as the layers allow are beside their own, at most 128 at every border. */
    public static Tiling of(FeatureNet net, Collection<String> layers, Size size) {
        Map<String, Grid> grids = grids(net, layers, size);
        int step = step(grids);
        int halo = (Reach.of(net, layers) + step - 1) / step * step;
        return of(grids, size, SIDE - 2 * halo, halo);
    }

    /**
     * Tiles of a given size.
     *
     * @param own the longest side of a tile's own part, in pixels
     * @param halo how far it sees beside it
     */
    public static Tiling of(FeatureNet net, Collection<String> layers, Size size, int own, int halo) {
        return of(grids(net, layers, size), size, own, halo);
    }

    private static Tiling of(Map<String, Grid> grids, Size size, int own, int halo) {
        List<Tile> tiles = new ArrayList<>();
        for (Span rows : Span.cut(size.height(), own, halo, step(grids))) {
            for (Span columns : Span.cut(size.width(), own, halo, step(grids))) {
                tiles.add(new Tile(rows, columns));
            }
        }
        return new Tiling(tiles, grids);
    }

    /** The positions of that layer. */
    Grid grid(String layer) {
        Grid grid = grids.get(layer);
        if (grid == null) {
            throw new IllegalStateException("Layer " + layer + " was not measured.");
        }
        return grid;
    }

    private static int step(Map<String, Grid> grids) {
        return grids.values().stream().mapToInt(Grid::stride).max().orElse(1);
    }

    /** A layer's positions repeat every 32 pixels, so that two small pictures tell of every larger one. */
    private static Map<String, Grid> grids(FeatureNet net, Collection<String> layers, Size size) {
        int height = size.height() % STEP + 2 * STEP;
        int width = size.width() % STEP + 2 * STEP;
        Map<String, Grid> grids = new LinkedHashMap<>();
        try (PointerScope scope = new PointerScope()) {
            Map<String, FeatureMap> small = net.kept(torch.zeros(1, 3, height, width), layers);
            Map<String, FeatureMap> large = net.kept(torch.zeros(1, 3, height + STEP, width + STEP), layers);
            small.forEach((layer, map) -> {
                long more = FeatureMap.of(large, layer).height() - map.height();
                if (more < 1) {
                    throw new IllegalArgumentException(
                            ("Layer %s looks at the whole picture at once, and %d x %d pixels are too many for that; choose an earlier "
                                            + "layer or at most %d pixels in all.")
                                    .formatted(layer, size.width(), size.height(), LARGEST_WHOLE));
                }
                int stride = (int) (STEP / more);
                grids.put(
                        layer,
                        new Grid(
                                stride,
                                map.height() + (size.height() - height) / stride,
                                map.width() + (size.width() - width) / stride,
                                map.channels()));
            });
            List.of(small, large)
                    .forEach(both -> both.values().forEach(map -> map.outputs().close()));
        }
        return grids;
    }
}
