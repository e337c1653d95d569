package dev.gioconda.style.objective;

import dev.gioconda.style.features.FeatureMap;
import org.bytedeco.pytorch.Tensor;

/** A part of a picture. */
record Tile(TileRange rows, TileRange columns) {

    /** What it sees of the picture, a view. // [1, c, h, w] */
    Tensor crop(Tensor image) {
        return image.narrow(2, rows.inputStart(), rows.inputLength())
                .narrow(3, columns.inputStart(), columns.inputLength());
    }

    /** Its own part of what a layer makes of what it sees. // [1, c, h', w'] */
    FeatureMap coreFeatures(Tensor output, LayerGrid grid) {
        return FeatureMap.of(output.narrow(2, rows.tileOffset(grid.stride()), rows.count(grid.stride(), grid.height()))
                .narrow(3, columns.tileOffset(grid.stride()), columns.count(grid.stride(), grid.width())));
    }

    /** Its own part of a whole layer, a view. // [h', w', c] */
    Tensor coreView(Tensor layer, LayerGrid grid) {
        return layer.narrow(0, rows.layerOffset(grid.stride()), rows.count(grid.stride(), grid.height()))
                .narrow(1, columns.layerOffset(grid.stride()), columns.count(grid.stride(), grid.width()));
    }
}
