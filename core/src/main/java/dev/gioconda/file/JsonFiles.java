package dev.gioconda.file;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** JSON files of this program. */
public final class JsonFiles {

    private JsonFiles() {}

    /**
     * Reads a file.
     *
     * @throws IOException if the file cannot be read or is damaged; the message names it
     */
    public static <T> T read(JsonMapper mapper, Path file, Class<T> type) throws IOException {
        T value;
        try {
            value = mapper.readValue(Files.readAllBytes(file), type);
        } catch (JacksonException damaged) {
            throw new IOException(
                    "%s is damaged: %s. Restore it from a backup, or delete it and start again."
                            .formatted(file, damaged.getOriginalMessage()),
                    damaged);
        }
        if (value == null) {
            throw new IOException("%s is damaged: it is null. Restore it from a backup, or delete it and start again."
                    .formatted(file));
        }
        return value;
    }
}
