package dev.gioconda.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** {@code /healthz}: the process is alive. {@code /readyz}: the server accepts requests (200) or not (503). */
public final class HealthRoutes {

    private final BooleanSupplier ready;

    public HealthRoutes(BooleanSupplier ready) {
        this.ready = ready;
    }

    public void install(RoutesConfig routes) {
        routes.get("/healthz", context -> context.json(Map.of("status", "alive")));
        routes.get("/readyz", this::ready);
    }

    private void ready(Context context) {
        boolean now = ready.getAsBoolean();
        context.status(now ? 200 : 503).json(Map.of("status", now ? "ready" : "not ready"));
    }
}
