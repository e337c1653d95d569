package dev.gioconda.feedback;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Serializes records as JSON objects. */
final class RecordJson {

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private RecordJson() {}

    static byte[] format(Object value) throws IOException {
        return (JSON.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static <T> T parse(byte[] object, Class<T> type, int newest) throws IOException {
        try {
            JsonNode tree = JSON.readTree(object);
            if (!tree.isObject()) {
                throw new IOException("it is not a JSON object");
            }
            int format = tree.path("format").asInt(); // first: a newer format may have other fields
            if (format > newest) {
                throw new IOException(
                        "it has format %d, this program knows up to %d; update Gioconda".formatted(format, newest));
            }
            return JSON.treeToValue(tree, type);
        } catch (JacksonException broken) {
            throw new IOException(broken.getOriginalMessage(), broken);
        }
    }
}
