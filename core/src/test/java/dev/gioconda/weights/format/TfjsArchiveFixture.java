package dev.gioconda.weights.format;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes weights of one model as TensorFlow.js does. */
public final class TfjsArchiveFixture {

    private static final JsonMapper JSON = new JsonMapper();

    private final String model;
    private final int shardBytes;
    private final ArrayNode weights = JSON.createArrayNode();
    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();

    /** @param shardBytes the size of all files but the last */
    public TfjsArchiveFixture(String model, int shardBytes) {
        this.model = model;
        this.shardBytes = shardBytes;
    }

    /** Adds values of four bytes. */
    public TfjsArchiveFixture floats(String name, float[] values, long... shape) {
        add(name, "float32", shape);
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        stream.writeBytes(bytes.array());
        return this;
    }

    /** Adds values of one byte. */
    public TfjsArchiveFixture quantized(
            String name, String dtype, double scale, double min, byte[] values, long... shape) {
        add(name, dtype, shape)
                .putObject("quantization")
                .put("dtype", "uint8")
                .put("scale", scale)
                .put("min", min);
        stream.writeBytes(values);
        return this;
    }

    /** Adds random values from -bound to bound, of one byte each. */
    public TfjsArchiveFixture random(String name, double bound, SplittableRandom random, long... shape) {
        byte[] values = new byte[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        random.nextBytes(values);
        return quantized(name, "float32", 2 * bound / 255, -bound, values, shape);
    }

    private ObjectNode add(String name, String dtype, long... shape) {
        ObjectNode node = weights.addObject().put("name", name).put("dtype", dtype);
        node.set("shape", JSON.valueToTree(shape));
        return node;
    }

    /** The manifest's text. */
    public String manifest() throws IOException {
        ObjectNode group = JSON.createObjectNode();
        shards().keySet().forEach(group.putArray("paths")::add);
        group.set("weights", weights);
        return JSON.writeValueAsString(JSON.createArrayNode().add(group));
    }

    private Map<String, byte[]> shards() {
        Map<String, byte[]> shards = new LinkedHashMap<>();
        byte[] all = stream.toByteArray();
        for (int from = 0; from < all.length; from += shardBytes) {
            shards.put(
                    "%s_model-shard%d".formatted(model, shards.size() + 1),
                    Arrays.copyOfRange(all, from, Math.min(all.length, from + shardBytes)));
        }
        return shards;
    }

    /** All files by name. */
    public Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>(shards());
        files.put(model + "_model-weights_manifest.json", manifest().getBytes(StandardCharsets.UTF_8));
        return files;
    }

    /** Writes the files into a folder. */
    public Path folder(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        return folder;
    }

    /** Writes an archive. */
    public Path tgz(Path archive) throws IOException {
        return Files.write(archive, gzip(tar(files())));
    }

    /** A tar archive with a file beside the weights. */
    static byte[] tar(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            add(tar, "package/README.md", new byte[700]);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                add(tar, "package/model/" + file.getKey(), file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] contents) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(contents.length);
        tar.putArchiveEntry(entry);
        tar.write(contents);
        tar.closeArchiveEntry();
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        }
        return compressed.toByteArray();
    }
}
