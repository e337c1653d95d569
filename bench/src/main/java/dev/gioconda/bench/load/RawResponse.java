package dev.gioconda.bench.load;

import java.nio.charset.StandardCharsets;

/**
 * A response as it was received.
 *
 * @param status HTTP status code
 * @param body empty for 204 and 304
 */
public record RawResponse(int status, byte[] body) {

    /** Whether the status is 2xx. */
    public boolean successful() {
        return status / 100 == 2;
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
