package dev.gioconda.server.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;

/** JSON from untrusted clients: depth and length are limited, and unknown fields are rejected. */
public final class HttpJson {

    /** The mapper of requests and responses. */
    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(20)
                            .maxStringLength(30_000_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private HttpJson() {}

    /** Reads an object; its errors do not repeat the input. */
    public static <T> T read(byte[] bytes, Class<T> valueType) {
        return read(bytes, valueType, Map.of());
    }

    /** Reads an object with attributes for its deserializers. */
    public static <T> T read(byte[] bytes, Class<T> valueType, Map<?, ?> attributes) {
        try {
            T value = MAPPER.readerFor(valueType).withAttributes(attributes).readValue(bytes);
            if (value == null) {
                throw new ProblemException(Problem.Kind.BAD_REQUEST, "The body is null; expected a JSON object.");
            }
            return value;
        } catch (JacksonException broken) {
            Throwable cause = broken.getCause();
            if (cause instanceof IllegalArgumentException) {
                throw new ProblemException(Problem.Kind.BAD_REQUEST, String.valueOf(cause.getMessage()));
            }
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST,
                    "The body is not the expected JSON%s. See {base}/openapi.yaml.".formatted(location(broken)));
        } catch (IOException broken) { // invalid characters: Jackson detects some bytes as UTF-32
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST, "The body is not the expected JSON: it is not valid UTF-8.");
        }
    }

    /** The field of an error, without class names and without the input. */
    private static String location(JacksonException broken) {
        if (broken instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String path = mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[%d]".formatted(step.getIndex()) : step.getFieldName())
                    .collect(Collectors.joining("."))
                    .replaceAll("[^A-Za-z0-9_.\\[\\]-]", "?");
            String field = path.length() > 60 ? path.substring(0, 60) + "…" : path;
            return broken instanceof UnrecognizedPropertyException
                    ? ": there is no field \"%s\"".formatted(field)
                    : ": the field \"%s\" has the wrong type".formatted(field);
        }
        return broken instanceof StreamReadException ? ": it is not valid JSON" : "";
    }
}
