package dev.gioconda.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gioconda.nn.Normalization;
import java.util.Map;

/**
 * The description of a pretrained backbone, stored as {@code manifest.json} beside the weights.
 *
 * @param format of this file, {@link #FORMAT}
 * @param name of the backbone
 * @param version time of the training's start, {@code yyyyMMdd-HHmmss} in UTC
 * @param backbone the network, see {@link dev.gioconda.nn.BackboneSpec BackboneSpec}
 * @param normalization of pixel values in [0, 1]
 * @param metrics measured numbers by name, such as {@code validation.accuracy}
 * @param data the training data by task
 * @param recipe the resolved recipe as TOML
 * @param files the SHA-256 of every other file of the version, by name
 */
public record BackboneManifest(
        int format,
        String name,
        String version,
        String backbone,
        @JsonProperty("normalisation") Normalization normalization,
        Map<String, Double> metrics,
        Map<String, String> data,
        String recipe,
        Map<String, String> files) {

    /** The format that this program writes. */
    public static final int FORMAT = 1;

    BackboneManifest withFiles(Map<String, String> hashes) {
        return new BackboneManifest(FORMAT, name, version, backbone, normalization, metrics, data, recipe, hashes);
    }
}
