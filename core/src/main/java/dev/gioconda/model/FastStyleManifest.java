package dev.gioconda.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * What a fast style is, as {@code manifest.json} beside the weights of its {@link dev.gioconda.nn.TransformNet TransformNet}.
 *
 * @param format of this file, {@link #FORMAT}
 * @param name of the style, such as {@code starry-night}
 * @param version when it was made, {@code yyyyMMdd-HHmmss} in UTC
 * @param styleImage whose style it is: {@code title} and the file's {@code sha256}
 * @param contentImages the number and the source of the content images of the training
 * @param metrics measured numbers by name, such as {@code style}: what is left of the photographs' own style loss
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
