package dev.gioconda.server.operator;

import dev.gioconda.evaluate.Interval;
import dev.gioconda.inference.ClassifyService;
import dev.gioconda.model.Manifest;
import dev.gioconda.server.classify.ChampionWatcher;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /v1/models}: lists model versions with their metrics, and the promotion log. */
public final class ModelRoutes {

    private static final String ACCURACY = "validation.accuracy";

    private final ChampionWatcher models;
    private final ClassifyService classifyService;

    public ModelRoutes(ChampionWatcher models, ClassifyService classifyService) {
        this.models = models;
        this.classifyService = classifyService;
    }

    public void install(RoutesConfig routes) {
        routes.get("/v1/models", this::list);
        routes.get("/v1/models/{name}/history", this::history);
    }

    /**
     * Summary of a model version.
     *
     * @param serving whether the version is in use
     * @param accuracy on validation images, 0 to 1; null if not measured
     * @param low lower end of the 95 % interval (Wilson)
     * @param high upper end of the 95 % interval
     * @param measuredOn number of validation images
     * @param trainingPictures number of training images
     */
    public record ModelView(
            String id,
            String name,
            String version,
            boolean serving,
            String attribute,
            String architecture,
            @Nullable Double accuracy,
            @Nullable Double low,
            @Nullable Double high,
            int measuredOn,
            String trainedOn,
            int trainingPictures,
            Map<String, Double> metrics) {

        static ModelView of(Manifest manifest, boolean serving) {
            Double accuracy = manifest.metrics().get(ACCURACY);
            int count = manifest.data().validation();
            Interval interval =
                    accuracy == null || count == 0 ? null : Interval.wilson((int) Math.round(accuracy * count), count);
            return new ModelView(
                    manifest.id(),
                    manifest.name(),
                    manifest.version(),
                    serving,
                    manifest.target(),
                    manifest.architecture(),
                    accuracy,
                    interval == null ? null : (Double) interval.low(),
                    interval == null ? null : (Double) interval.high(),
                    count,
                    manifest.data().name(),
                    manifest.data().train(),
                    manifest.metrics());
        }
    }

    /** The version in use. */
    public ModelView serving() {
        return ModelView.of(classifyService.serving().manifest(), true);
    }

    /** All versions. */
    public List<ModelView> cards() throws IOException {
        String serving = classifyService.serving().manifest().id();
        return models.versions(classifyService).stream()
                .map(manifest -> ModelView.of(manifest, manifest.id().equals(serving)))
                .toList();
    }

    void list(Context context) throws IOException {
        context.json(Map.of("serving", classifyService.serving().manifest().id(), "models", cards()));
    }

    private void history(Context context) throws IOException {
        context.json(Map.of("history", promotions(context.pathParam("name"))));
    }

    /** The promotion log of a model, oldest entry first. */
    public List<PromotionView> promotions(String name) throws IOException {
        return models.history(name).stream().map(PromotionView::of).toList();
    }

    /** An entry of the promotion log. */
    public record PromotionView(long sequence, String version, String action, String when, String why) {
        static PromotionView of(dev.gioconda.registry.LogEntry entry) {
            return new PromotionView(
                    entry.seq(),
                    entry.version(),
                    entry.action().name().toLowerCase(java.util.Locale.ROOT),
                    entry.when().toString(),
                    entry.why());
        }
    }
}
