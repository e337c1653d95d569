package dev.gioconda.style.objective;

import java.util.ArrayList;
import java.util.List;

/**
 * Range of a {@link Tile} along one axis, in pixels. The core belongs to this tile alone; the input adds a halo, so that features of the
 * core equal those of the whole image.
 *
 * @param inputStart first pixel of the input
 * @param coreStart first pixel of the core
 * @param coreEnd end of the core, exclusive
 * @param inputEnd end of the input, exclusive
 * @param imageLength length of the side
 */
record TileRange(int inputStart, int coreStart, int coreEnd, int inputEnd, int imageLength) {

    /**
     * Splits a side into ranges with cores of similar length.
     *
     * @param length of the side
     * @param longest maximum length of a core, at least {@code step}
     * @param halo pixels of input on each side of the core, a multiple of {@code step}
     * @param step all cuts are multiples of it, so that the positions of each layer are the same as in the whole image
     */
    static List<TileRange> split(int length, int longest, int halo, int step) {
        int steps = length / step;
        int maxSteps = Math.max(1, longest / step);
        int parts = Math.max(1, (steps + maxSteps - 1) / maxSteps);
        List<TileRange> ranges = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            int start = steps * i / parts * step;
            int end = i == parts - 1 ? length : steps * (i + 1) / parts * step;
            ranges.add(new TileRange(Math.max(0, start - halo), start, end, Math.min(length, end + halo), length));
        }
        return ranges;
    }

    /** Length of the input in pixels. */
    int inputLength() {
        return inputEnd - inputStart;
    }

    /** First core position of a layer, counted in the tile. */
    int tileOffset(int stride) {
        return (coreStart - inputStart) / stride;
    }

    /** First core position of a layer, counted in the whole image. */
    int layerOffset(int stride) {
        return coreStart / stride;
    }

    /**
     * Number of core positions of a layer.
     *
     * @param layerLength number of positions in the whole image
     */
    long count(int stride, long layerLength) {
        return (coreEnd == imageLength ? layerLength : coreEnd / stride) - layerOffset(stride);
    }
}
