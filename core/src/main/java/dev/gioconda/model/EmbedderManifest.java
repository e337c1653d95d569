package dev.gioconda.model;

import dev.gioconda.nn.Normalization;
import java.util.List;
import java.util.Map;

/**
 * The description of a trained embedder, stored as {@code manifest.json} beside the weights.
 *
 * @param format of this file, {@link #FORMAT}
 * @param name of the embedder
 * @param version time of the training's start, {@code yyyyMMdd-HHmmss} in UTC
 * @param widths of the network, see {@link dev.gioconda.nn.EmbeddingNet EmbeddingNet}
 * @param normalization of pixel values in [0, 1]
 * @param metrics measured numbers by name, such as {@code validation.error}
 * @param data the training data and the teacher in words
 * @param recipe the resolved recipe as TOML
 * @param files the SHA-256 of every other file of the version, by name
 */
public record EmbedderManifest(
        int format,
        String name,
        String version,
        List<Integer> widths,
        Normalization normalization,
        Map<String, Double> metrics,
        Map<String, String> data,
        String recipe,
        Map<String, String> files) {

    /** The format that this program writes. */
    public static final int FORMAT = 1;

    EmbedderManifest withFiles(Map<String, String> hashes) {
        return new EmbedderManifest(FORMAT, name, version, widths, normalization, metrics, data, recipe, hashes);
    }
}
