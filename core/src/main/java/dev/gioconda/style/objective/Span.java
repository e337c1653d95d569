package dev.gioconda.style.objective;

import java.util.ArrayList;
import java.util.List;

/**
 * One side of a tile, in pixels of the whole picture.
 *
 * @param from the first pixel that is seen
 * @param own the first of the tile's own; those before it are the neighbours', seen so that the own ones are seen as in the whole
 * @param end behind the last own one
 * @param to behind the last one that is seen
 * @param length of the whole picture
 */
record Span(int from, int own, int end, int to, int length) {

    /**
     * Cuts a side into parts of about the same length.
     *
     * @param length of the side
     * @param longest that an own part may be, at least {@code step}
     * @param halo how much is seen beside it, a multiple of {@code step}
     * @param step what all cuts are multiples of, so that every layer's positions lie where they do in the whole picture
     */
    static List<Span> cut(int length, int longest, int halo, int step) {
        int steps = length / step;
        int most = Math.max(1, longest / step);
        int parts = Math.max(1, (steps + most - 1) / most);
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            int own = steps * i / parts * step;
            int end = i == parts - 1 ? length : steps * (i + 1) / parts * step;
            spans.add(new Span(Math.max(0, own - halo), own, end, Math.min(length, end + halo), length));
        }
        return spans;
    }

    /** How many pixels are seen. */
    int seen() {
        return to - from;
    }

    /** Where a layer's own positions begin among those the tile sees. */
    int first(int stride) {
        return (own - from) / stride;
    }

    /** Where they begin in the whole layer. */
    int at(int stride) {
        return own / stride;
    }

    /**
     * How many own positions a layer has.
     *
     * @param there how many it has in the whole picture
     */
    long count(int stride, long there) {
        return (end == length ? there : end / stride) - at(stride);
    }
}
