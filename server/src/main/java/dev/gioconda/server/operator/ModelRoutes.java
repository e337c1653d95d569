package dev.gioconda.server.operator;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;

/** {@code /v1/models}: lists model versions with their metrics, and the promotion log. */
public final class ModelRoutes {

    private final ModelCatalog models;

    public ModelRoutes(ModelCatalog models) {
        this.models = models;
    }

    public void install(RoutesConfig routes) {
        routes.get("/v1/models", this::list);
        routes.get("/v1/models/{name}/history", this::history);
    }

    private void list(Context context) throws IOException {
        context.json(Map.of("serving", models.serving().id(), "models", models.versions()));
    }

    private void history(Context context) throws IOException {
        context.json(Map.of("history", models.promotions(context.pathParam("name"))));
    }
}
