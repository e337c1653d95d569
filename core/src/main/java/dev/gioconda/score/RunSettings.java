package dev.gioconda.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gioconda.file.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whatever the rows of a table depend on, by name: model, detector, options, inputs. Stored beside an unfinished table, so that it is not
 * continued with others.
 */
public record RunSettings(SortedMap<String, String> values) {

    /** Of the file. */
    static final int FORMAT = 1;

    private static final ObjectMapper MAPPER = new JsonMapper();

    /** Copies the map. */
    public RunSettings {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** Settings by name. */
    public static RunSettings of(Map<String, String> values) {
        return new RunSettings(new TreeMap<>(values));
    }

    /** Writes them as JSON. */
    void write(Path file) throws IOException {
        ObjectNode json = MAPPER.createObjectNode().put("format", FORMAT);
        ObjectNode settings = json.putObject("settings");
        values.forEach(settings::put);
        AtomicFiles.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
    }

    /**
     * Checks that a file has the same.
     *
     * @param part the unfinished table, for the message
     * @throws IOException if a setting differs
     */
    void requireSame(Path file, Path part) throws IOException {
        JsonNode json;
        try {
            json = MAPPER.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException damaged) {
            throw new IOException(
                    "%s is damaged. Delete it and %s to start again.".formatted(file, part.getFileName()), damaged);
        }
        if (json.path("format").asInt() != FORMAT) {
            throw new IOException("%s has format %s; expected %d. Continue it with the version that began it."
                    .formatted(file, json.path("format").asText("none"), FORMAT));
        }
        JsonNode settings = json.path("settings");
        for (Map.Entry<String, String> value : values.entrySet()) {
            String before = settings.path(value.getKey()).asText("");
            if (!before.equals(value.getValue())) {
                throw new IOException(
                        "%s was begun with %s \"%s\" and cannot be continued with \"%s\". Use the same again, or another output file."
                                .formatted(part, value.getKey(), before, value.getValue()));
            }
        }
    }
}
