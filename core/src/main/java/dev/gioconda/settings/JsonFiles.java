package dev.gioconda.settings;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

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
        } catch (JacksonException unreadable) {
            throw damaged(file, position(unreadable), unreadable);
        }
        if (value == null) {
            throw damaged(file, "", null);
        }
        return value;
    }

    private static String position(JacksonException unreadable) {
        JsonLocation location = unreadable.getLocation();
        return location == null ? "" : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static IOException damaged(Path file, String position, @Nullable Exception cause) {
        return new IOException(
                "%s is damaged%s. Restore it from a backup, or delete it and start again.".formatted(file, position),
                cause);
    }
}
