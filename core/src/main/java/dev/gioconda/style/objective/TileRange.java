package dev.gioconda.style.objective;

import java.util.ArrayList;
import java.util.List;

/**
 * One side of a tile, in pixels of the whole picture.
 *
 * @param inputStart the first pixel that is seen
 * @param coreStart the first of the tile's own; those before it are the neighbours', seen so that the own ones are seen as in the whole
 * @param coreEnd behind the last own one
 * @param inputEnd behind the last one that is seen
 * @param imageLength of the whole picture
 */
record TileRange(int inputStart, int coreStart, int coreEnd, int inputEnd, int imageLength) {

    /**
     * Cuts a side into parts of about the same length.
     *
     * @param length of the side
     * @param longest that an own part may be, at least {@code step}
     * @param halo how much is seen beside it, a multiple of {@code step}
     * @param step what all cuts are multiples of, so that every layer's positions lie where they do in the whole picture
     */
    static List<TileRange> split(int length, int longest, int halo, int step) {
        int steps = length / step;
        int maxSteps = Math.max(1, longest / step);
        int parts = Math.max(1, (steps + maxSteps - 1) / maxSteps);
        List<TileRange> ranges = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            int own = steps * i / parts * step;
            int end = i == parts - 1 ? length : steps * (i + 1) / parts * step;
            ranges.add(new TileRange(Math.max(0, own - halo), own, end, Math.min(length, end + halo), length));
        }
        return ranges;
    }

    /** How many pixels are seen. */
    int inputLength() {
        return inputEnd - inputStart;
    }

    /** Where a layer's own positions begin among those the tile sees. */
    int tileOffset(int stride) {
        return (coreStart - inputStart) / stride;
    }

    /** Where they begin in the whole layer. */
    int layerOffset(int stride) {
        return coreStart / stride;
    }

    /**
     * How many own positions a layer has.
     *
     * @param layerLength how many it has in the whole picture
     */
    long count(int stride, long layerLength) {
        return (coreEnd == imageLength ? layerLength : coreEnd / stride) - layerOffset(stride);
    }
}
