package dev.gioconda.feedback;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** A JSON object that is kept as its text, since it is carried along and hardly ever looked into. */
public final class Settings extends JsonDeserializer<String> {

    /** Of what was made without any. */
    public static final String NONE = "{}";

    private static final int LONGEST = 16_000;

    /**
     * The text without spaces, when it is a JSON object of at most 16,000 characters.
     *
     * @throws IllegalArgumentException when it is not
     */
    public static String check(String json) {
        try {
            JsonNode tree = Records.JSON.readTree(json);
            if (tree != null && tree.isObject() && json.length() <= LONGEST) {
                return tree.toString();
            }
        } catch (JacksonException broken) {
            throw new IllegalArgumentException(
                    "The settings are no JSON object: %s. Write them like {\"style\":\"starry-night\"}."
                            .formatted(broken.getOriginalMessage()),
                    broken);
        }
        throw new IllegalArgumentException(
                "The settings are no JSON object of at most 16,000 characters. Write them like {\"style\":\"starry-night\"}.");
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode tree = parser.readValueAsTree();
        return check(tree.toString());
    }
}
