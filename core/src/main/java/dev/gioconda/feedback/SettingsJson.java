package dev.gioconda.feedback;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** A JSON object that is kept as its text, since it is carried along and hardly ever looked into. */
public final class SettingsJson extends JsonDeserializer<String> {

    /** Of what was made without any. */
    public static final String EMPTY = "{}";

    private static final int MAX_LENGTH = 16_000;

    /**
     * The text without spaces, when it is a JSON object of at most 16,000 characters.
     *
     * @throws IllegalArgumentException when it is not
     */
    public static String validate(String json) {
        try {
            JsonNode tree = RecordJson.JSON.readTree(json);
            if (tree != null && tree.isObject() && json.length() <= MAX_LENGTH) {
                return tree.toString();
            }
        } catch (JacksonException invalid) {
            throw new IllegalArgumentException(
                    "The settings are no JSON object: %s. Write them like {\"style\":\"starry-night\"}."
                            .formatted(invalid.getOriginalMessage()),
                    invalid);
        }
        throw new IllegalArgumentException(
                "The settings are no JSON object of at most 16,000 characters. Write them like {\"style\":\"starry-night\"}.");
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode tree = parser.readValueAsTree();
        return validate(tree.toString());
    }
}
