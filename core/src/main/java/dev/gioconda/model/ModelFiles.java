package dev.gioconda.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.tensor.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A model version on disk: a folder of {@code manifest.json}, {@code weights.safetensors} and {@code card.md}, immutable once
 * it is there. It appears whole: files are written beside it and renamed into place.
 */
public final class ModelFiles {

    /** The manifest's file name. */
    public static final String MANIFEST = "manifest.json";

    private static final String WEIGHTS = "weights.safetensors";
    private static final String CARD = "card.md";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private ModelFiles() {}

    /**
     * Writes a version.
     *
     * @param folder the version's folder; must not be there yet
     * @param floats the type weights are stored in
     * @return the manifest with the files' hashes
     */
    public static Manifest write(
            Path folder, Manifest manifest, Map<String, Tensor> weights, ScalarType floats, String card)
            throws IOException {
        if (Files.exists(folder)) {
            throw new IOException("%s is there already; a model version is never changed.".formatted(folder));
        }
        Path draft = Files.createDirectories(folder.resolveSibling(
                ".draft-" + folder.getFileName() + "-" + ProcessHandle.current().pid()));
        Safetensors.write(draft.resolve(WEIGHTS), weights, floats, Map.of("format", "pt"));
        Files.writeString(draft.resolve(CARD), card);
        Map<String, String> hashes = new TreeMap<>();
        for (String file : new String[] {WEIGHTS, CARD}) {
            hashes.put(file, sha256(Files.readAllBytes(draft.resolve(file))));
        }
        Manifest complete = new Manifest(
                Manifest.FORMAT,
                manifest.name(),
                manifest.version(),
                manifest.architecture(),
                manifest.output(),
                manifest.input(),
                manifest.normalisation(),
                manifest.flipAverage(),
                manifest.attributes(),
                manifest.target(),
                manifest.calibration(),
                manifest.metrics(),
                manifest.data(),
                manifest.recipe(),
                manifest.parent(),
                hashes);
        Files.writeString(draft.resolve(MANIFEST), JSON.writeValueAsString(complete) + "\n");
        Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        return complete;
    }

    /** Reads a version's manifest. */
    public static Manifest manifest(Path folder) throws IOException {
        Path file = folder.resolve(MANIFEST);
        if (!Files.isRegularFile(file)) {
            throw new IOException("%s is no model version: it has no %s.".formatted(folder, MANIFEST));
        }
        try {
            JsonNode tree = JSON.readTree(Files.readString(file));
            int format = tree.path("format").asInt(); // before anything else: a newer one may have other fields
            if (format > Manifest.FORMAT) {
                throw new IOException("%s has format %d, this program knows up to %d; update Gioconda."
                        .formatted(file, format, Manifest.FORMAT));
            }
            return JSON.treeToValue(tree, Manifest.class);
        } catch (JacksonException broken) {
            throw new IOException("%s cannot be read: %s".formatted(file, broken.getOriginalMessage()), broken);
        }
    }

    /** Reads a version's weights into a fresh network, after every file's hash agreed with the manifest. */
    public static Network network(Path folder, Manifest manifest) throws IOException {
        for (Map.Entry<String, String> file : manifest.files().entrySet()) {
            String found = sha256(Files.readAllBytes(folder.resolve(file.getKey())));
            if (!found.equals(file.getValue())) {
                throw new IOException("%s was changed or damaged: its SHA-256 is %s, the manifest says %s."
                        .formatted(folder.resolve(file.getKey()), found, file.getValue()));
            }
        }
        Network network = Architecture.of(manifest.architecture())
                .build(
                        manifest.input().rows(),
                        manifest.input().columns(),
                        manifest.attributes().size());
        network.load(Safetensors.read(folder.resolve(WEIGHTS)));
        network.eval();
        return network;
    }

    /** The lower-case hexadecimal SHA-256 of bytes. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256.", impossible);
        }
    }
}
