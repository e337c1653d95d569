package dev.gioconda.registry;

import dev.gioconda.file.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Small versions of models that need no engine: bytes and a manifest. */
final class ModelVersionFixture {

    private ModelVersionFixture() {}

    /** A version whose files are noise of its own. */
    static Path write(Path parent, String name, String version) throws IOException {
        return write(parent, name, version, 200);
    }

    /** A version whose weights have a given number of bytes. */
    static Path write(Path parent, String name, String version, int bytes) throws IOException {
        byte[] weights = new byte[bytes];
        new Random((name + version).hashCode()).nextBytes(weights);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("weights.safetensors", weights);
        files.put("card.md", ("# " + name + " " + version + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return write(parent, name, version, files);
    }

    /** A version of these files. */
    static Path write(Path parent, String name, String version, Map<String, byte[]> files) throws IOException {
        Path folder = Files.createDirectories(parent.resolve(name).resolve(version));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        String hashes = files.entrySet().stream()
                .map(file -> "\"%s\": \"%s\"".formatted(file.getKey(), Hashes.sha256(file.getValue())))
                .collect(Collectors.joining(", "));
        Files.writeString(folder.resolve("manifest.json"), """
                {"format": 1, "name": "%s", "version": "%s", "metrics": {"accuracy": 0.9}, "files": {%s}}
                """.formatted(name, version, hashes));
        return folder;
    }
}
