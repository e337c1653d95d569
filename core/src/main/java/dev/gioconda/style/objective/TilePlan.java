package dev.gioconda.style.objective;

import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.features.FeatureMap;
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
public record TilePlan(List<Tile> tiles, Map<String, LayerGrid> grids) {

    /** The largest picture, in pixels, that is looked at in one piece. */
    public static final long MAX_UNTILED_PIXELS = 3 << 19; // 1.5 MiP

    private static final int TILE_SIDE = 1248; // that a tile sees, which makes it as large as the largest whole picture
    private static final int MAX_STRIDE = 32; // the coarsest stride of any backbone

    /** Copies. */
    public TilePlan {
        tiles = List.copyOf(tiles);
        grids = Map.copyOf(grids);
    }

    /** Tiles that see 1248 pixels a side, of which as few as the layers allow are beside their own, at most 128 at every border. */
    public static TilePlan of(FeatureExtractor extractor, Collection<String> layers, Size size) {
        Map<String, LayerGrid> grids = grids(extractor, layers, size);
        int stride = largestStride(grids);
        int halo = (ReceptiveField.radius(extractor, layers) + stride - 1) / stride * stride;
        return of(grids, size, TILE_SIDE - 2 * halo, halo);
    }

    /**
     * Tiles of a given size.
     *
     * @param coreSide the longest side of a tile's own part, in pixels
     * @param halo how far it sees beside it
     */
    public static TilePlan of(
            FeatureExtractor extractor, Collection<String> layers, Size size, int coreSide, int halo) {
        return of(grids(extractor, layers, size), size, coreSide, halo);
    }

    private static TilePlan of(Map<String, LayerGrid> grids, Size size, int coreSide, int halo) {
        List<Tile> tiles = new ArrayList<>();
        for (TileRange rows : TileRange.split(size.height(), coreSide, halo, largestStride(grids))) {
            for (TileRange columns : TileRange.split(size.width(), coreSide, halo, largestStride(grids))) {
                tiles.add(new Tile(rows, columns));
            }
        }
        return new TilePlan(tiles, grids);
    }

    /** The positions of that layer. */
    LayerGrid grid(String layer) {
        LayerGrid grid = grids.get(layer);
        if (grid == null) {
            throw new IllegalStateException("Layer " + layer + " was not measured.");
        }
        return grid;
    }

    private static int largestStride(Map<String, LayerGrid> grids) {
        return grids.values().stream().mapToInt(LayerGrid::stride).max().orElse(1);
    }

    /** A layer's positions repeat every 32 pixels, so that two small pictures tell of every larger one. */
    private static Map<String, LayerGrid> grids(FeatureExtractor extractor, Collection<String> layers, Size size) {
        int height = size.height() % MAX_STRIDE + 2 * MAX_STRIDE;
        int width = size.width() % MAX_STRIDE + 2 * MAX_STRIDE;
        Map<String, LayerGrid> grids = new LinkedHashMap<>();
        try (PointerScope scope = new PointerScope()) {
            Map<String, FeatureMap> small = extractor.detachedFeatures(torch.zeros(1, 3, height, width), layers);
            Map<String, FeatureMap> large =
                    extractor.detachedFeatures(torch.zeros(1, 3, height + MAX_STRIDE, width + MAX_STRIDE), layers);
            small.forEach((layer, map) -> {
                long extraRows = FeatureMap.of(large, layer).height() - map.height();
                if (extraRows < 1) {
                    throw new IllegalArgumentException(
                            ("Layer %s looks at the whole picture at once, and %d x %d pixels are too many for that; choose an earlier "
                                            + "layer or at most %d pixels in all.")
                                    .formatted(layer, size.width(), size.height(), MAX_UNTILED_PIXELS));
                }
                int stride = (int) (MAX_STRIDE / extraRows);
                grids.put(
                        layer,
                        new LayerGrid(
                                stride,
                                map.height() + (size.height() - height) / stride,
                                map.width() + (size.width() - width) / stride,
                                map.channels()));
            });
            List.of(small, large)
                    .forEach(maps -> maps.values().forEach(map -> map.outputs().close()));
        }
        return grids;
    }
}
