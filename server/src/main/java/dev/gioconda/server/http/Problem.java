package dev.gioconda.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.Context;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 describes it.
 *
 * @param type a stable name of the kind of error, {@code urn:gioconda:problem:<name>}
 * @param title of that kind, in words
 * @param status of HTTP
 * @param detail what came, what was expected, what to do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type, String title, int status, @Nullable String detail) {

    private static final Templates TEMPLATES = new Templates();
    private static final String PREFIX = "urn:gioconda:problem:";

    /** Of one of our kinds. */
    static Problem of(Kind kind, @Nullable String detail) {
        return new Problem(PREFIX + kind.slug, kind.title, kind.status, detail);
    }

    /** The kinds. */
    public enum Kind {
        BAD_REQUEST(400, "bad-request", "The request is not as expected"),
        NOT_AUTHENTICATED(401, "not-authenticated", "Operators only"),
        CROSS_ORIGIN(403, "cross-origin", "Another site's page may not do this"),
        NOT_FOUND(404, "not-found", "There is nothing here"),
        METHOD_NOT_ALLOWED(405, "no-such-method", "This cannot be done here"),
        TIMEOUT(408, "timeout", "The request took too long to come"),
        CONFLICT(409, "conflict", "Something else is there already"),
        GONE(410, "gone", "It is not here any more"),
        TOO_LARGE(413, "too-large", "The request is too large"),
        UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "Only JPEG and PNG pictures are taken"),
        REFUSED_PICTURE(422, "refused-picture", "The picture cannot be taken"),
        TOO_MANY_REQUESTS(429, "too-many-requests", "Too many requests"),
        INTERNAL_ERROR(500, "internal-error", "Something went wrong on our side"),
        BUSY(503, "busy", "There is too much to do"),
        INSUFFICIENT_STORAGE(507, "full", "There is no room left");

        private final int status;
        private final String slug;
        private final String title;

        Kind(int status, String slug, String title) {
            this.status = status;
            this.slug = slug;
            this.title = title;
        }

        /** Of HTTP. */
        public int status() {
            return status;
        }
    }

    /** Answers with it: a page for who asked for one, else JSON. */
    void respond(Context context) {
        context.status(status);
        String accepted = context.header("Accept");
        if (accepted != null && accepted.contains("text/html")) {
            TEMPLATES.render(context, "problem.jte", Map.of("problem", this));
        } else {
            context.json(this);
            context.contentType("application/problem+json");
        }
    }
}
