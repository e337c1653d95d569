package dev.gioconda.server;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** JSON of strangers: bounded in depth and length, and without unknown fields, which are mostly typing errors. */
final class Json {

    /** Reads and writes. */
    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(20)
                            .maxStringLength(30_000_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private Json() {}

    /** Reads an object; says what is wrong without repeating what came. */
    static <T> T read(byte[] bytes, Class<T> kind) {
        try {
            T value = MAPPER.readValue(bytes, kind);
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
                    "The body is not the JSON that is expected: %s. See /openapi.yaml."
                            .formatted(broken.getOriginalMessage().replaceAll("[\\x00-\\x1f<>]", " ")));
        } catch (IOException broken) { // no such characters: Jackson takes some bytes for UTF-32
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST, "The body is not the JSON that is expected: it is no text in UTF-8.");
        }
    }
}
