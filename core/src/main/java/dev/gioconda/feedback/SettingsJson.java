package dev.gioconda.feedback;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** A JSON object that is kept as text, since most code only passes it through. */
public final class SettingsJson extends JsonDeserializer<String> {

    /** No settings. */
    public static final String EMPTY = "{}";

    private static final int MAX_LENGTH = 16_000;

    /**
     * The text of a JSON object of at most 16,000 characters, without whitespace.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static String validate(String json) {
        try {
            JsonNode tree = RecordJson.JSON.readTree(json);
            if (tree != null && tree.isObject() && json.length() <= MAX_LENGTH) {
                return tree.toString();
            }
        } catch (JacksonException invalid) {
            throw new IllegalArgumentException(
                    "The settings are not a JSON object: %s. Write them like {\"style\":\"starry-night\"}."
                            .formatted(invalid.getOriginalMessage()),
                    invalid);
        }
        throw new IllegalArgumentException(
                "The settings are not a JSON object of at most 16,000 characters. Write them like {\"style\":\"starry-night\"}.");
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode tree = parser.readValueAsTree();
        return validate(tree.toString());
    }
}
