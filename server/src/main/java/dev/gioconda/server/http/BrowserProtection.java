package dev.gioconda.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * Protects the users of browsers: security headers on every response, and rejection of state-changing requests from pages of other
 * sites by Fetch Metadata, except of origins that the settings allow, see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html">OWASP</a>.
 */
public final class BrowserProtection {

    private static final Set<HandlerType> SAFE_METHODS = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
                    + "connect-src 'self'; media-src 'self' blob:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private final Clients clients;
    private final Cors cors;

    /** @param corsOrigins origins whose pages may use the API */
    public BrowserProtection(Clients clients, List<String> corsOrigins) {
        this.clients = clients;
        this.cors = new Cors(corsOrigins);
    }

    /** Installs both before every route. */
    public void install(RoutesConfig routes) {
        routes.before(BrowserProtection::writeSecurityHeaders);
        routes.before(cors::handle);
        routes.before(this::requireSameOrigin);
    }

    private static void writeSecurityHeaders(Context context) {
        context.header("Content-Security-Policy", POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Permissions-Policy", "camera=(self), microphone=(), geolocation=()");
        context.header("Cache-Control", "no-store");
    }

    private void requireSameOrigin(Context context) {
        if (SAFE_METHODS.contains(context.method()) || cors.allows(context)) {
            return;
        }
        String site = context.header("Sec-Fetch-Site");
        String origin = context.header("Origin");
        boolean allowed = site != null
                ? site.equals("same-origin") || site.equals("none")
                : origin == null || sameHost(origin, clients.host(context));
        if (!allowed) {
            throw new ProblemException(
                    Problem.Kind.CROSS_ORIGIN,
                    "A page of another site sent this request. Send it from a page of this server or from a program.");
        }
    }

    private static boolean sameHost(String origin, String host) {
        try {
            return host.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException invalid) {
            return false;
        }
    }
}
