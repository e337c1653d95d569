package dev.gioconda.style.metric;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Scores of a stylized image, see {@link StyleMetric}.
 *
 * @param styleDistance distance to the style: 0 for the style image, 1 for the content image
 * @param contentDistance perceptual distance to the content image: 0 for the content image, 1 for the style image
 * @param edgeSimilarity structural similarity of edges to the content image, at most 1
 * @param colorDistance distance of colors to the style image, in CIELAB units; about 2 is just noticeable
 * @param identitySimilarity cosine of face embeddings to the content image; null without a face in the content image
 * @param periodicity of the texture, divided by that of the style image: above 1.2 it looks woven; null for an image below 48 pixels
 * @param borderStreaks steps along the border of the frame, relative to those inside: above 4 there is a streak; null for an image below 32
 *     pixels
 */
public record StyleScores(
        @JsonProperty("style") double styleDistance,
        @JsonProperty("content") double contentDistance,
        @JsonProperty("edges") double edgeSimilarity,
        @JsonProperty("palette") double colorDistance,
        @JsonProperty("likeness") @Nullable Double identitySimilarity,
        @JsonProperty("periodicity") @Nullable Double periodicity,
        @JsonProperty("streaks") @Nullable Double borderStreaks) {

    /** Sum of style and content distance: 1 for the content image and for the style image, smaller for a good stylized image. */
    public double score() {
        return styleDistance + contentDistance;
    }
}
