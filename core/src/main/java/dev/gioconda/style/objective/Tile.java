package dev.gioconda.style.objective;

import dev.gioconda.style.features.FeatureMap;
import org.bytedeco.pytorch.Tensor;

/** A part of a picture. */
record Tile(Span rows, Span columns) {

    /** What it sees of the picture, a view. // [1, c, h, w] */
    Tensor of(Tensor picture) {
        return picture.narrow(2, rows.from(), rows.seen()).narrow(3, columns.from(), columns.seen());
    }

    /** Its own part of what a layer makes of what it sees. // [1, c, h', w'] */
    FeatureMap own(Tensor output, Grid grid) {
        return FeatureMap.of(output.narrow(2, rows.first(grid.stride()), rows.count(grid.stride(), grid.height()))
                .narrow(3, columns.first(grid.stride()), columns.count(grid.stride(), grid.width())));
    }

    /** Its own part of a whole layer, a view. // [h', w', c] */
    Tensor part(Tensor layer, Grid grid) {
        return layer.narrow(0, rows.at(grid.stride()), rows.count(grid.stride(), grid.height()))
                .narrow(1, columns.at(grid.stride()), columns.count(grid.stride(), grid.width()));
    }
}
