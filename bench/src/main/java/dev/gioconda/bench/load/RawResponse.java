package dev.gioconda.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A response as it was received.
 *
 * @param status HTTP status code
 * @param headers by names in lower case
 * @param body empty for 204 and 304
 */
public record RawResponse(int status, Map<String, String> headers, byte[] body) {

    /** Whether the status is 2xx. */
    public boolean successful() {
        return status / 100 == 2;
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
