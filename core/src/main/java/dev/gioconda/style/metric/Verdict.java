package dev.gioconda.style.metric;

import org.jspecify.annotations.Nullable;

/**
 * What the judge says of a painting.
 *
 * @param style distance to the painting's style: 0 for the style itself, 1 for the photograph
 * @param content perceptual distance to the photograph: 0 for the photograph, 1 for the style picture
 * @param edges structural similarity of the edges with the photograph's, at most 1
 * @param palette distance of the colours to the style's, in CIELAB units; about 2 is just seen
 * @param likeness cosine of the face with the photograph's; null where no face is found in the photograph
 */
public record Verdict(
        double style,
        double content,
        double edges,
        double palette,
        @Nullable Double likeness) {

    /** Style and content together: 1 for the photograph and for the style picture alike, less for a painting of both. */
    public double score() {
        return style + content;
    }
}
