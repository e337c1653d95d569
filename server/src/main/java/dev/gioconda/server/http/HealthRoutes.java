package dev.gioconda.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /healthz}: the process is alive. {@code /readyz}: the server accepts requests and can store what they create (200) or not (503,
 * with the reason).
 */
public final class HealthRoutes {

    private final Supplier<Optional<String>> obstacle;

    /** @param obstacle why the server is not ready; empty if it is */
    public HealthRoutes(Supplier<Optional<String>> obstacle) {
        this.obstacle = obstacle;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record HealthStatus(String status, @Nullable String reason) {}

    public void install(RoutesConfig routes) {
        routes.get("/healthz", context -> context.json(Map.of("status", "alive")));
        routes.get("/readyz", this::ready);
    }

    private void ready(Context context) {
        String reason = obstacle.get().orElse(null);
        context.status(reason == null ? 200 : 503)
                .json(new HealthStatus(reason == null ? "ready" : "not ready", reason));
    }
}
