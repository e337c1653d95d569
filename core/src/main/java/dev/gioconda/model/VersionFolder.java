package dev.gioconda.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gioconda.tensor.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * {@code manifest.json}, {@code weights.safetensors} and {@code card.md} in one folder, immutable once it is there. It
 * appears whole: files are written beside it and renamed into place.
 *
 * @param folder of the version
 */
record VersionFolder(Path folder) {

    static final String MANIFEST = "manifest.json";
    static final List<String> FILES = List.of(MANIFEST, "weights.safetensors", "card.md");

    static final String WEIGHTS = FILES.get(1);
    private static final String CARD = FILES.get(2);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /**
     * Writes the version.
     *
     * @param dtype the type weights are stored in
     * @param manifest from the files' hashes
     * @return the manifest
     */
    <T> T write(Map<String, Tensor> weights, ScalarType dtype, String card, Function<Map<String, String>, T> manifest)
            throws IOException {
        if (Files.exists(folder)) {
            throw new IOException("%s is there already; a model version is never changed.".formatted(folder));
        }
        Path draft = Files.createDirectories(folder.resolveSibling(
                ".draft-" + folder.getFileName() + "-" + ProcessHandle.current().pid()));
        try {
            return write(draft, weights, dtype, card, manifest);
        } finally {
            for (String file : FILES) { // all gone where the draft became the version
                Files.deleteIfExists(draft.resolve(file));
            }
            Files.deleteIfExists(draft);
        }
    }

    private <T> T write(
            Path draft,
            Map<String, Tensor> weights,
            ScalarType dtype,
            String card,
            Function<Map<String, String>, T> manifest)
            throws IOException {
        Safetensors.write(draft.resolve(WEIGHTS), weights, dtype, Map.of("format", "pt"));
        Files.writeString(draft.resolve(CARD), card);
        Map<String, String> hashes = new TreeMap<>();
        for (String file : List.of(WEIGHTS, CARD)) {
            hashes.put(file, ModelFiles.sha256(Files.readAllBytes(draft.resolve(file))));
        }
        T complete = manifest.apply(hashes);
        Files.writeString(draft.resolve(MANIFEST), JSON.writeValueAsString(complete) + "\n");
        Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        return complete;
    }

    /**
     * Reads the manifest.
     *
     * @param newest the newest format that is known
     * @param upgrade gives an older format what it lacks
     */
    <T> T manifest(Class<T> type, int newest, Consumer<ObjectNode> upgrade) throws IOException {
        Path file = folder.resolve(MANIFEST);
        if (!Files.isRegularFile(file)) {
            throw new IOException("%s is no model version: it has no %s.".formatted(folder, MANIFEST));
        }
        return manifest(Files.readString(file), file.toString(), type, newest, upgrade);
    }

    /** Likewise from its text. */
    static <T> T manifest(String json, String file, Class<T> type, int newest, Consumer<ObjectNode> upgrade)
            throws IOException {
        try {
            JsonNode tree = JSON.readTree(json);
            int format = tree.path("format").asInt(); // before anything else: a newer one may have other fields
            if (format > newest) {
                throw new IOException("%s has format %d, this program knows up to %d; update Gioconda."
                        .formatted(file, format, newest));
            }
            if (tree instanceof ObjectNode object) {
                upgrade.accept(object);
            }
            return JSON.treeToValue(tree, type);
        } catch (JacksonException broken) {
            throw new IOException("%s cannot be read: %s".formatted(file, broken.getOriginalMessage()), broken);
        }
    }

    /** Reads the weights after every file's hash agreed with the manifest. */
    Map<String, Tensor> weights(Map<String, String> hashes) throws IOException {
        for (Map.Entry<String, String> file : hashes.entrySet()) {
            String found = ModelFiles.sha256(Files.readAllBytes(folder.resolve(file.getKey())));
            if (!found.equals(file.getValue())) {
                throw new IOException("%s was changed or damaged: its SHA-256 is %s, the manifest says %s."
                        .formatted(folder.resolve(file.getKey()), found, file.getValue()));
            }
        }
        return Safetensors.read(folder.resolve(WEIGHTS));
    }
}
