package dev.gioconda.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * The description of a fast style, stored as {@code manifest.json} beside the weights of its {@link dev.gioconda.nn.TransformNet TransformNet}.
 *
 * @param format of this file, {@link #FORMAT}
 * @param name of the style, such as {@code starry-night}
 * @param version time of the training's end, {@code yyyyMMdd-HHmmss} in UTC
 * @param styleImage {@code title} and file hash ({@code sha256}) of the style image
 * @param contentImages the training images: their number and source
 * @param metrics measured numbers by name, such as {@code style}: the style loss relative to that of the unchanged content images
 * @param recipe the resolved recipe as TOML
 * @param files the SHA-256 of every other file of the version, by name
 */
public record FastStyleManifest(
        int format,
        String name,
        String version,
        @JsonProperty("painting") Map<String, String> styleImage,
        @JsonProperty("photographs") String contentImages,
        Map<String, Double> metrics,
        String recipe,
        Map<String, String> files) {

    /** The format that this program writes. */
    public static final int FORMAT = 1;

    FastStyleManifest withFiles(Map<String, String> hashes) {
        return new FastStyleManifest(FORMAT, name, version, styleImage, contentImages, metrics, recipe, hashes);
    }
}
