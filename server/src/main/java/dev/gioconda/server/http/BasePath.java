package dev.gioconda.server.http;

import io.javalin.config.JavalinConfig;
import io.javalin.config.Key;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The path below which a reverse proxy serves the site. Every link that the server writes starts with it: {@code X-Forwarded-Prefix} of a
 * trusted proxy, else the base path of the settings. It is empty, or starts with a slash and ends without one. Some proxies remove it from
 * the path of a request and others do not, so that routes are found with the base path of the settings and without it.
 */
public final class BasePath {

    /** What messages have in place of the prefix, see {@link #resolve}: for example in <code>See {base}/openapi.yaml</code>. */
    private static final String PLACEHOLDER = "{base}";

    private static final Key<BasePath> KEY = new Key<>("base path");
    private static final String HEADER = "X-Forwarded-Prefix";
    private static final int MAX_LENGTH = 200;
    private static final Pattern SEGMENTS = Pattern.compile("(/(?!\\.\\.?(/|$))[A-Za-z0-9._~-]+)*");

    /** First segments of the server's own paths; below one of them a path would be ambiguous. */
    private static final Set<String> ROUTES = Set.of(
            "assets",
            "gallery",
            "healthz",
            "instant",
            "login",
            "logout",
            "metrics",
            "models",
            "openapi.yaml",
            "paint",
            "readyz",
            "retrain",
            "review",
            "v1",
            "v2");

    private final String configured;
    private final Clients clients;

    /** @param configured the base path of the settings; empty for none */
    public BasePath(String configured, Clients clients) {
        this.configured = requireValid(configured);
        this.clients = clients;
    }

    /** Returns the base path of the settings if it is valid. */
    static String requireValid(String path) {
        if (parse(path).filter(path::equals).isEmpty() || (!path.isEmpty() && ROUTES.contains(path.split("/", 3)[1]))) {
            throw new IllegalArgumentException(
                    "The base path is \"%s\"; expected a path such as /faces, of letters, digits and -._~, without a slash at its end, that does not start like a path of the server."
                            .formatted(path));
        }
        return path;
    }

    /** The prefix in a header, without the slash at its end; empty if it is not a plain path. */
    static Optional<String> parse(String text) {
        String path = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return path.length() <= MAX_LENGTH && SEGMENTS.matcher(path).matches() ? Optional.of(path) : Optional.empty();
    }

    /** Makes the prefix known to the handlers, and finds routes also with the base path of the settings. */
    public void install(JavalinConfig config) {
        config.appData(KEY, this);
        if (!configured.isEmpty()) {
            config.jetty.modifyServer(server -> server.insertHandler(new Removal(configured)));
        }
    }

    /** The prefix of the links in the response to a request. */
    public static String of(Context context) {
        return context.appData(KEY).prefix(context);
    }

    /** A message whose paths start with the prefix of the links in the response to a request. */
    public static String resolve(Context context, String message) {
        return message.contains(PLACEHOLDER) ? message.replace(PLACEHOLDER, of(context)) : message;
    }

    private String prefix(Context context) {
        return clients.forwarded(context, HEADER).flatMap(BasePath::parse).orElse(configured);
    }

    /** The address without a base path; the same one if its path is not below that. */
    static HttpURI without(String basePath, HttpURI uri) {
        String path = uri.getPath();
        boolean below = path != null
                && path.startsWith(basePath)
                && (path.length() == basePath.length() || path.charAt(basePath.length()) == '/');
        if (!below || path.contains("/..")) { // which could lead out of it
            return uri;
        }
        String rest = uri.getPathQuery().substring(basePath.length());
        return HttpURI.build(uri)
                .pathQuery(rest.startsWith("/") ? rest : "/" + rest)
                .asImmutable();
    }

    /** Removes the base path from the path of a request, before limits and routes see it. */
    private static final class Removal extends Handler.Wrapper {
        private final String basePath;

        Removal(String basePath) {
            this.basePath = basePath;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            HttpURI uri = without(basePath, request.getHttpURI());
            return super.handle(Request.serveAs(request, uri), response, callback);
        }
    }
}
