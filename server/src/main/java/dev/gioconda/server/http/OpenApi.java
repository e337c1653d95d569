package dev.gioconda.server.http;

import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code /openapi.yaml}: the API as a document, written by hand; a test compares it with the routes. */
public final class OpenApi {

    private static final String FILE = "openapi.yaml";
    private static final String SERVERS = "servers: [{url: %s}]";
    private static final Set<HandlerType> METHODS =
            Set.of(HandlerType.GET, HandlerType.POST, HandlerType.PUT, HandlerType.DELETE);
    private static final Set<String> PAGES = Set.of("/", "/paint", "/instant", "/gallery", "/models");

    private OpenApi() {}

    /** Serves the document, with the privacy notice in its description, and the base path as its server. */
    public static void install(RoutesConfig routes, PrivacyNotice privacy) {
        String document = new String(read(), StandardCharsets.UTF_8).replace("{privacy}", privacy.sentence());
        routes.get("/" + FILE, context -> {
            String base = BasePath.of(context);
            String located =
                    base.isEmpty() ? document : document.replace(SERVERS.formatted("/"), SERVERS.formatted(base));
            context.contentType("application/yaml").result(located.getBytes(StandardCharsets.UTF_8));
        });
    }

    private static byte[] read() {
        try (InputStream in = OpenApi.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("The program contains no " + FILE + "; build it again.");
            }
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Every route of the API as {@code METHOD path}. */
    public static List<String> routes(Javalin app) {
        return app.unsafe.internalRouter.allHttpHandlers().stream()
                .map(parsed -> parsed.endpoint)
                .filter(endpoint -> METHODS.contains(endpoint.method) && !PAGES.contains(endpoint.path))
                .map(endpoint -> endpoint.method.name().toUpperCase(Locale.ROOT) + " " + endpoint.path)
                .distinct()
                .sorted()
                .toList();
    }
}
