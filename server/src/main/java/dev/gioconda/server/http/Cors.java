package dev.gioconda.server.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;

/**
 * Cross-origin resource sharing: pages of configured origins may use the API, without cookies. See <a
 * href="https://fetch.spec.whatwg.org/#http-cors-protocol">the Fetch standard</a>.
 */
final class Cors {

    private static final String METHODS = "GET, HEAD, POST, PUT, DELETE";
    private static final String REQUEST_HEADERS =
            "Accept, Content-Type, Idempotency-Key, Last-Event-ID, Gioconda-Owner-Key";
    private static final String RESPONSE_HEADERS =
            "Location, RateLimit-Limit, RateLimit-Remaining, Retry-After, Content-Disposition, ETag";
    private static final String PREFLIGHT_SECONDS = "600";

    private final List<String> origins;

    /** @param origins such as {@code https://app.example}; empty for none */
    Cors(List<String> origins) {
        this.origins = List.copyOf(origins);
    }

    /** Whether a page of the request's origin may use the path. */
    boolean allows(Context context) {
        String origin = context.header("Origin");
        return origin != null && origins.contains(origin) && isApi(context.path());
    }

    private static boolean isApi(String path) {
        return path.startsWith("/v1/") || path.equals("/v2") || path.startsWith("/v2/");
    }

    /** Writes the headers that make a response readable for the page, and answers a preflight request. */
    void handle(Context context) {
        if (origins.isEmpty() || !isApi(context.path())) {
            return;
        }
        context.header("Vary", "Origin");
        if (!allows(context)) {
            return;
        }
        context.header("Access-Control-Allow-Origin", String.valueOf(context.header("Origin")));
        context.header("Access-Control-Expose-Headers", RESPONSE_HEADERS);
        context.header("Cross-Origin-Resource-Policy", "cross-origin");
        if (HandlerType.OPTIONS.equals(context.method()) && context.header("Access-Control-Request-Method") != null) {
            context.header("Access-Control-Allow-Methods", METHODS);
            context.header("Access-Control-Allow-Headers", REQUEST_HEADERS);
            context.header("Access-Control-Max-Age", PREFLIGHT_SECONDS);
            context.status(204).skipRemainingHandlers();
        }
    }
}
