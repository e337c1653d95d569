package dev.gioconda.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.Context;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP error in the format of RFC 9457.
 *
 * @param type stable identifier of the kind of error, {@code urn:gioconda:problem:<name>}
 * @param title short description of the kind
 * @param status HTTP status code
 * @param detail what was received, what was expected, and the remedy; paths start with <code>{base}</code> until the response is sent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type, String title, int status, @Nullable String detail) {

    /** Attribute of the requests to the operator server, whose error pages do not link to the public pages. */
    public static final String OPERATOR = "gioconda.operator-server";

    private static final Templates TEMPLATES = new Templates();
    private static final String PREFIX = "urn:gioconda:problem:";

    /** A problem of a known kind. */
    static Problem of(Kind kind, @Nullable String detail) {
        return new Problem(PREFIX + kind.slug, kind.title, kind.status, detail);
    }

    /** The kinds of errors. */
    public enum Kind {
        BAD_REQUEST(400, "bad-request", "Invalid request"),
        NOT_AUTHENTICATED(401, "not-authenticated", "Operator authentication required"),
        CROSS_ORIGIN(403, "cross-origin", "Cross-origin request rejected"),
        NOT_OWNER(403, "not-owner", "Owner key required"),
        NOT_FOUND(404, "not-found", "Not found"),
        METHOD_NOT_ALLOWED(405, "no-such-method", "Method not allowed"),
        TIMEOUT(408, "timeout", "Request timeout"),
        CONFLICT(409, "conflict", "Conflict with the current state"),
        GONE(410, "gone", "No longer available"),
        TOO_LARGE(413, "too-large", "Request too large"),
        UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "Unsupported media type"),
        MISDIRECTED(421, "misdirected", "Host not served"),
        REFUSED_PICTURE(422, "refused-picture", "Image rejected"),
        TOO_MANY_REQUESTS(429, "too-many-requests", "Too many requests"),
        INTERNAL_ERROR(500, "internal-error", "Internal server error"),
        BUSY(503, "busy", "Server busy"),
        INSUFFICIENT_STORAGE(507, "full", "Storage quota exceeded");

        private final int status;
        private final String slug;
        private final String title;

        Kind(int status, String slug, String title) {
            this.status = status;
            this.slug = slug;
            this.title = title;
        }

        /** HTTP status code. */
        public int status() {
            return status;
        }
    }

    /** Sends the response, after the rest of the request's body: an HTML page if the client accepts HTML, else JSON. */
    void respond(Context context) {
        RequestBodies.discard(context);
        Problem located = detail == null ? this : new Problem(type, title, status, BasePath.resolve(context, detail));
        context.status(status);
        String accepted = context.header("Accept");
        if (accepted != null && accepted.contains("text/html")) {
            TEMPLATES.render(
                    context,
                    "problem.jte",
                    Map.of("problem", located, "operator", context.attribute(OPERATOR) != null));
        } else {
            context.json(located);
            context.contentType("application/problem+json");
        }
    }
}
