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
import java.util.stream.Collectors;

/** JSON of strangers: bounded in depth and length, and without unknown fields, which are mostly typing errors. */
public final class HttpJson {

    /** Reads and writes. */
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
        try {
            T value = MAPPER.readValue(bytes, valueType);
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
                    "The body is not the JSON that is expected%s. See /openapi.yaml.".formatted(location(broken)));
        } catch (IOException broken) { // no such characters: Jackson takes some bytes for UTF-32
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST, "The body is not the JSON that is expected: it is no text in UTF-8.");
        }
    }

    /** The field that an error is about, without class names and without the input. */
    private static String location(JacksonException broken) {
        if (broken instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String path = mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[%d]".formatted(step.getIndex()) : step.getFieldName())
                    .collect(Collectors.joining("."))
                    .replaceAll("[^A-Za-z0-9_.\\[\\]-]", "?");
            String field = path.length() > 60 ? path.substring(0, 60) + "…" : path;
            return broken instanceof UnrecognizedPropertyException
                    ? ": there is no field \"%s\"".formatted(field)
                    : ": the field \"%s\" has another type".formatted(field);
        }
        return broken instanceof StreamReadException ? ": it is no JSON" : "";
    }
}
