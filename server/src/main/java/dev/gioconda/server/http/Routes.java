package dev.gioconda.server.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;

/** The route that a request was matched with. */
final class Routes {

    private Routes() {}

    /** The route's pattern, such as {@code /v1/style-jobs/{id}}; {@code none} where there is none. */
    static String matchedPattern(Context context) {
        Endpoint endpoint = context.endpoints().lastHttpEndpoint();
        return endpoint == null
                        || HandlerType.BEFORE.equals(endpoint.method)
                        || HandlerType.AFTER.equals(endpoint.method)
                ? "none"
                : endpoint.path;
    }
}
