package dev.gioconda.style.objective;

import dev.gioconda.style.features.FeatureMap;
import org.bytedeco.pytorch.Tensor;

/**
 * A tile of an image: an input region and, inside it, the core region that belongs to this tile alone.
 *
 * @param rows vertical range
 * @param columns horizontal range
 */
record Tile(TileRange rows, TileRange columns) {

    /** The input region of an image, a view. // [1, c, h, w] */
    Tensor crop(Tensor image) {
        return image.narrow(2, rows.inputStart(), rows.inputLength())
                .narrow(3, columns.inputStart(), columns.inputLength());
    }

    /** Features of the core region, from a layer's output for the input region. // [1, c, h', w'] */
    FeatureMap coreFeatures(Tensor output, TilePlan.LayerGrid grid) {
        return FeatureMap.of(output.narrow(2, rows.tileOffset(grid.stride()), rows.count(grid.stride(), grid.height()))
                .narrow(3, columns.tileOffset(grid.stride()), columns.count(grid.stride(), grid.width())));
    }

    /** The core region of a whole layer, a view. // [h', w', c] */
    Tensor coreView(Tensor layer, TilePlan.LayerGrid grid) {
        return layer.narrow(0, rows.layerOffset(grid.stride()), rows.count(grid.stride(), grid.height()))
                .narrow(1, columns.layerOffset(grid.stride()), columns.count(grid.stride(), grid.width()));
    }
}
