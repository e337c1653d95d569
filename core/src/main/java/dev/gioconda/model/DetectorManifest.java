package dev.gioconda.model;

import java.util.Map;

/**
 * The description of a trained detector, stored as {@code manifest.json} beside the weights.
 *
 * @param format of this file, {@link #FORMAT}
 * @param name of the detector
 * @param version time of the training's start, {@code yyyyMMdd-HHmmss} in UTC
 * @param points whether it was trained to find five points of an object, too
 * @param metrics measured numbers by name, such as {@code validation.accuracy}
 * @param data the training data by kind
 * @param recipe the resolved recipe as TOML
 * @param files the SHA-256 of every other file of the version, by name
 */
public record DetectorManifest(
        int format,
        String name,
        String version,
        boolean points,
        Map<String, Double> metrics,
        Map<String, String> data,
        String recipe,
        Map<String, String> files) {

    /** The format that this program writes. */
    public static final int FORMAT = 1;

    DetectorManifest withFiles(Map<String, String> hashes) {
        return new DetectorManifest(FORMAT, name, version, points, metrics, data, recipe, hashes);
    }
}
