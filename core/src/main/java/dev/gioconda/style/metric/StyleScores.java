package dev.gioconda.style.metric;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What the judge says of a painting.
 *
 * @param styleDistance distance to the painting's style: 0 for the style itself, 1 for the photograph
 * @param contentDistance perceptual distance to the photograph: 0 for the photograph, 1 for the style picture
 * @param edgeSimilarity structural similarity of the edges with the photograph's, at most 1
 * @param colorDistance distance of the colours to the style's, in CIELAB units; about 2 is just seen
 * @param identitySimilarity cosine of the face with the photograph's; null where no face is found in the photograph
 */
public record StyleScores(
        @JsonProperty("style") double styleDistance,
        @JsonProperty("content") double contentDistance,
        @JsonProperty("edges") double edgeSimilarity,
        @JsonProperty("palette") double colorDistance,
        @JsonProperty("likeness") @Nullable Double identitySimilarity) {

    /** Style and content together: 1 for the photograph and for the style picture alike, less for a painting of both. */
    public double score() {
        return styleDistance + contentDistance;
    }
}
