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
 * Partition of a large image into tiles with a halo. If the halo covers the receptive field of the deepest layer, the core of a tile has the
 * same features as in the whole image.
 *
 * @param tiles their cores partition the image
 * @param grids positions of the layers in the whole image, by layer name
 */
public record TilePlan(List<Tile> tiles, Map<String, LayerGrid> grids) {

    /** The largest image that is computed without tiles, in pixels. */
    public static final long MAX_UNTILED_PIXELS = 3 << 19; // 1.5 MiP

    private static final int TILE_SIDE = 1248; // of the input; a tile then has about MAX_UNTILED_PIXELS
    private static final int MAX_STRIDE = 32; // the coarsest stride of any backbone

    /**
     * Positions of a layer in the whole image.
     *
     * @param stride distance of neighboring positions, in pixels
     * @param height rows
     * @param width columns
     * @param channels of the layer
     */
    record LayerGrid(int stride, long height, long width, long channels) {

        /** Number of positions. */
        long positions() {
            return height * width;
        }
    }

    /** Copies. */
    public TilePlan {
        tiles = List.copyOf(tiles);
        grids = Map.copyOf(grids);
    }

    /** Tiles with inputs of 1248 pixels a side and the smallest halo that the layers allow, at most 128 pixels. */
    public static TilePlan of(FeatureExtractor extractor, Collection<String> layers, Size size) {
        Map<String, LayerGrid> grids = grids(extractor, layers, size);
        int stride = largestStride(grids);
        int halo = (ReceptiveField.radius(extractor, layers) + stride - 1) / stride * stride;
        return of(grids, size, TILE_SIDE - 2 * halo, halo);
    }

    /**
     * Tiles of a given size.
     *
     * @param coreSide maximum side of a core, in pixels
     * @param halo pixels of input on each side of the core
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

    /** The positions of a layer. */
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

    /** Positions of each layer, extrapolated from two small images: they are periodic with the largest stride, 32 pixels. */
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
                            ("Layer %s depends on the whole image, which does not work in tiles, and %d x %d pixels need tiles; choose an "
                                            + "earlier layer or at most %d pixels in all.")
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
