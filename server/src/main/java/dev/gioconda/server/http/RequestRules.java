package dev.gioconda.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Rejects requests that no route can answer: to a host that is not served, so that a page cannot reach the server by DNS rebinding, and with
 * a compressed body. Health checks may use any host.
 */
public final class RequestRules {

    private static final Set<String> HEALTH = Set.of("/healthz", "/readyz");

    private final Clients clients;
    private final List<String> allowedHosts;

    /** @param allowedHosts names without a port, in lower case; empty for any */
    public RequestRules(Clients clients, List<String> allowedHosts) {
        this.clients = clients;
        this.allowedHosts = List.copyOf(allowedHosts);
    }

    public void install(RoutesConfig routes) {
        routes.before(this::requireAllowedHost);
        routes.before(RequestRules::requirePlainBody);
    }

    private void requireAllowedHost(Context context) {
        if (allowedHosts.isEmpty() || HEALTH.contains(context.path())) {
            return;
        }
        String host = clients.host(context).replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
        if (!allowedHosts.contains(host)) {
            throw new ProblemException(
                    Problem.Kind.MISDIRECTED,
                    "This server does not serve the host of the request. Use the address that its operator announced.");
        }
    }

    private static void requirePlainBody(Context context) {
        String encoding = context.header("Content-Encoding");
        if (encoding != null && !encoding.isBlank() && !encoding.trim().equalsIgnoreCase("identity")) {
            throw new ProblemException(
                    Problem.Kind.UNSUPPORTED_MEDIA_TYPE,
                    "The body is compressed (Content-Encoding); expected a body without content encoding. JPEG and PNG files are compressed already: send them as they are.");
        }
    }
}
