package dev.gioconda.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.file.Hashes;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The parts of {@code manifest.json} that the registry uses: the version and its files. All other fields are preserved.
 *
 * @param id the version
 * @param files SHA-256 by name of every file except the manifest; unmodifiable
 * @param tree the complete manifest
 * @param bytes the stored bytes
 */
public record VersionManifest(VersionId id, Map<String, String> files, JsonNode tree, byte[] bytes) {

    /** The manifest's file name. */
    public static final String FILE = "manifest.json";

    private static final int MAX_FILES = 1000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Parses a manifest, which is not trusted.
     *
     * @param source location of the manifest, for errors
     * @throws IOException if it is invalid, or lists a file outside of its folder
     */
    static VersionManifest parse(String source, byte[] bytes) throws IOException {
        JsonNode tree = tree(source, bytes);
        String name = tree.path("name").asText();
        String version = tree.path("version").asText();
        if (!VersionId.isName(name) || !VersionId.isVersion(version)) {
            throw new IOException(
                    "%s is not a manifest of a version: expected a \"name\" of lower-case letters, digits and hyphens and a \"version\" of letters, digits, \".\", \"_\" and \"-\"."
                            .formatted(source));
        }
        JsonNode listed = tree.path("files");
        if (!listed.isObject() || listed.isEmpty() || listed.size() > MAX_FILES) {
            throw new IOException("%s lists %d files: expected 1 to %d under \"files\", each with its SHA-256."
                    .formatted(source, listed.size(), MAX_FILES));
        }
        Map<String, String> files = new TreeMap<>();
        for (Map.Entry<String, JsonNode> file : listed.properties()) {
            files.put(fileName(source, file.getKey()), hash(source, file));
        }
        return new VersionManifest(new VersionId(name, version), Collections.unmodifiableMap(files), tree, bytes);
    }

    /** Parses the manifest of an expected version. */
    static VersionManifest parse(String source, byte[] bytes, VersionId expected) throws IOException {
        VersionManifest manifest = parse(source, bytes);
        if (!manifest.id().equals(expected)) {
            throw new IOException("%s is the manifest of %s, expected %s; it was moved or forged, do not use it."
                    .formatted(source, manifest.id(), expected));
        }
        return manifest;
    }

    /** The SHA-256 of the manifest, which identifies the content of the version. */
    String hash() {
        return Hashes.sha256(bytes);
    }

    private static JsonNode tree(String source, byte[] bytes) throws IOException {
        try {
            JsonNode tree = JSON.readTree(bytes);
            if (tree != null && tree.isObject()) {
                return tree;
            }
        } catch (JsonProcessingException broken) {
            throw new IOException(
                    "%s is not a manifest: it is not JSON (%s).".formatted(source, broken.getOriginalMessage()),
                    broken);
        }
        throw new IOException("%s is not a manifest: expected a JSON object.".formatted(source));
    }

    private static String fileName(String source, String name) throws IOException {
        if (!NAME.matcher(name).matches() || name.equals(FILE)) {
            throw new IOException(
                    "%s lists a file \"%s\": expected names of files in the same folder. It is forged or damaged, do not use it."
                            .formatted(source, name.length() > 100 ? name.substring(0, 100) + "..." : name));
        }
        return name;
    }

    private static String hash(String source, Map.Entry<String, JsonNode> file) throws IOException {
        String hash = file.getValue().asText();
        if (!HASH.matcher(hash).matches()) {
            throw new IOException("%s has no SHA-256 for %s: expected 64 lower-case hexadecimal digits."
                    .formatted(source, file.getKey()));
        }
        return hash;
    }
}
