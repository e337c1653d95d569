package dev.gioconda.nn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** The reference numbers of {@code golden/numbers}; {@code make.md} beside them says how PyTorch computed them. */
public final class GoldenNumbers {

    private GoldenNumbers() {}

    public static JsonNode read(String name) throws IOException {
        return new ObjectMapper().readTree(file(name).toFile());
    }

    public static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(GoldenNumbers.class.getResource("/golden/numbers/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
