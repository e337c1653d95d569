package dev.gioconda.nn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gioconda.golden.GoldenFiles;
import java.io.IOException;
import java.nio.file.Path;

/** The reference numbers of {@code golden/numbers}; {@code make.md} beside them says how PyTorch computed them. */
public final class GoldenNumbers {

    private GoldenNumbers() {}

    public static JsonNode read(String name) throws IOException {
        return new ObjectMapper().readTree(file(name).toFile());
    }

    public static Path file(String name) {
        return GoldenFiles.resource(GoldenNumbers.class, "/golden/numbers/" + name);
    }
}
