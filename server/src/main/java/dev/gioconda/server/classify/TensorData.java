package dev.gioconda.server.classify;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import dev.gioconda.model.Manifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The data of an input tensor, read from JSON without a tree of nodes, which would need 20 times the memory of the request. Reading ends at
 * the first number beyond the largest batch of the model.
 *
 * @param numbers finite numbers of nested arrays, in row-major order
 * @param texts strings of nested arrays, in the same order
 */
@JsonDeserialize(using = TensorData.Deserializer.class)
record TensorData(float[] numbers, List<String> texts) {

    /** Limit of images in a request. */
    static final int MAX_BATCH = 64;

    /** Attribute of the reader: the most numbers of a request, an {@link Integer}. */
    private static final String MAX_NUMBERS = "max numbers";

    /** Attributes for reading a request to a model. */
    static Map<String, Integer> limits(Manifest manifest) {
        return Map.of(
                MAX_NUMBERS,
                MAX_BATCH * 3 * manifest.input().rows() * manifest.input().columns());
    }

    /** Reads nested arrays of numbers or strings. */
    static final class Deserializer extends StdDeserializer<TensorData> {
        private static final long serialVersionUID = 1;

        Deserializer() {
            super(TensorData.class);
        }

        @Override
        public TensorData deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.isExpectedStartArrayToken()) {
                return (TensorData) context.handleUnexpectedToken(TensorData.class, parser);
            }
            int maxNumbers = context.getAttribute(MAX_NUMBERS) instanceof Integer ofModel ? ofModel : Integer.MAX_VALUE;
            float[] numbers = new float[1024];
            int count = 0;
            List<String> texts = new ArrayList<>();
            for (int depth = 1; depth > 0; ) {
                JsonToken token = parser.nextToken();
                switch (token) {
                    case START_ARRAY -> depth++;
                    case END_ARRAY -> depth--;
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                        if (count == maxNumbers) {
                            throw new IllegalArgumentException(
                                    "There are more than %d values; expected at most %d images. See {base}/openapi.yaml."
                                            .formatted(maxNumbers, MAX_BATCH));
                        }
                        numbers = count < numbers.length ? numbers : Arrays.copyOf(numbers, 2 * count);
                        numbers[count++] = finite(parser.getFloatValue());
                    }
                    case VALUE_STRING -> {
                        if (texts.size() == MAX_BATCH) {
                            throw new IllegalArgumentException(
                                    "There are more than %d images; expected 1 to %d. See {base}/openapi.yaml."
                                            .formatted(MAX_BATCH, MAX_BATCH));
                        }
                        texts.add(parser.getText());
                    }
                    default -> {
                        return (TensorData) context.handleUnexpectedToken(TensorData.class, parser);
                    }
                }
            }
            return new TensorData(Arrays.copyOf(numbers, count), texts);
        }

        private static float finite(float value) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(
                        "A value exceeds the range of FP32; expected numbers from 0 to 1. See {base}/openapi.yaml.");
            }
            return value;
        }
    }
}
