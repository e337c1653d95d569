package dev.gioconda.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gioconda.file.AtomicFiles;
import dev.gioconda.file.Hashes;
import dev.gioconda.tensor.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A version on disk: {@code manifest.json}, {@code weights.safetensors} and {@code card.md} in one folder. It is immutable and
 * appears complete or not at all, see {@link AtomicFiles#createFolder}.
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
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    /**
     * Writes the version.
     *
     * @param dtype the data type of the stored weights
     * @param manifest creates the manifest from the files' hashes
     * @return the manifest
     */
    <T> T write(Map<String, Tensor> weights, ScalarType dtype, String card, Function<Map<String, String>, T> manifest)
            throws IOException {
        if (Files.exists(folder)) {
            throw new IOException("%s exists already; a model version is never changed.".formatted(folder));
        }
        AtomicReference<T> written = new AtomicReference<>();
        AtomicFiles.createFolder(folder, draft -> {
            Safetensors.write(draft.resolve(WEIGHTS), weights, dtype, Map.of("format", "pt"));
            Files.writeString(draft.resolve(CARD), card);
            Map<String, String> hashes = new TreeMap<>();
            for (String file : List.of(WEIGHTS, CARD)) {
                hashes.put(file, Hashes.sha256(draft.resolve(file)));
            }
            T complete = manifest.apply(hashes);
            Files.writeString(draft.resolve(MANIFEST), JSON.writeValueAsString(complete) + "\n");
            written.set(complete);
        });
        return Objects.requireNonNull(written.get());
    }

    /**
     * Reads the manifest.
     *
     * @param newest the newest supported format
     * @param upgrade adds the fields that an older format does not have
     */
    <T> T manifest(Class<T> type, int newest, Consumer<ObjectNode> upgrade) throws IOException {
        Path file = folder.resolve(MANIFEST);
        if (!Files.isRegularFile(file)) {
            throw new IOException("%s is not a model version: it has no %s.".formatted(folder, MANIFEST));
        }
        return manifest(Files.readString(file), file.toString(), type, newest, upgrade);
    }

    /** Parses the text of a manifest. */
    static <T> T manifest(String json, String file, Class<T> type, int newest, Consumer<ObjectNode> upgrade)
            throws IOException {
        try {
            JsonNode tree = JSON.readTree(json);
            int format = tree.path("format").asInt(); // checked first: a newer format may have other fields
            if (format > newest) {
                throw new IOException("%s has format %d, but this program supports formats up to %d; update Gioconda."
                        .formatted(file, format, newest));
            }
            if (!(tree instanceof ObjectNode object)) {
                throw new IOException("%s cannot be read: it is not a JSON object.".formatted(file));
            }
            upgrade.accept(object);
            return JSON.treeToValue(tree, type);
        } catch (JacksonException broken) {
            throw new IOException("%s cannot be read: %s".formatted(file, broken.getOriginalMessage()), broken);
        }
    }

    /** Reads the weights after the hash of every file was compared with the manifest. */
    Map<String, Tensor> weights(Map<String, String> hashes) throws IOException {
        for (Map.Entry<String, String> file : hashes.entrySet()) {
            String found = Hashes.sha256(folder.resolve(file.getKey()));
            if (!found.equals(file.getValue())) {
                throw new IOException("%s was changed or damaged: its SHA-256 is %s, the manifest says %s."
                        .formatted(folder.resolve(file.getKey()), found, file.getValue()));
            }
        }
        return Safetensors.read(folder.resolve(WEIGHTS));
    }
}
