package dev.gioconda.server.operator;

import dev.gioconda.evaluate.Interval;
import dev.gioconda.inference.Examiner;
import dev.gioconda.model.Manifest;
import dev.gioconda.server.classify.Models;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /v1/models}: what answers, how good it is, and what was promoted when. */
public final class ModelRoutes {

    private static final String MEASURED = "validation.accuracy";

    private final Models models;
    private final Examiner examiner;

    public ModelRoutes(Models models, Examiner examiner) {
        this.models = models;
        this.examiner = examiner;
    }

    public void install(RoutesConfig routes) {
        routes.get("/v1/models", this::list);
        routes.get("/v1/models/{name}/history", this::history);
    }

    /**
     * A model in short.
     *
     * @param accuracy on validation pictures; null where it was not measured
     * @param low the 95 % interval's lower end (Wilson)
     * @param high its upper end
     */
    public record Card(
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

        static Card of(Manifest manifest, boolean serving) {
            Double accuracy = manifest.metrics().get(MEASURED);
            int count = manifest.data().validation();
            Interval interval =
                    accuracy == null || count == 0 ? null : Interval.wilson((int) Math.round(accuracy * count), count);
            return new Card(
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

    /** The one that answers. */
    public Card serving() {
        return Card.of(examiner.serving().manifest(), true);
    }

    /** All of them. */
    public List<Card> cards() throws IOException {
        String serving = examiner.serving().manifest().id();
        return models.versions(examiner).stream()
                .map(manifest -> Card.of(manifest, manifest.id().equals(serving)))
                .toList();
    }

    void list(Context context) throws IOException {
        context.json(Map.of("serving", examiner.serving().manifest().id(), "models", cards()));
    }

    private void history(Context context) throws IOException {
        context.json(Map.of("history", promotions(context.pathParam("name"))));
    }

    /** What was promoted and taken back, the oldest first. */
    public List<Promotion> promotions(String name) throws IOException {
        return models.history(name).stream().map(Promotion::of).toList();
    }

    /** An entry of the promotion log. */
    public record Promotion(long sequence, String version, String action, String when, String why) {
        static Promotion of(dev.gioconda.registry.LogEntry entry) {
            return new Promotion(
                    entry.seq(),
                    entry.version(),
                    entry.action().name().toLowerCase(java.util.Locale.ROOT),
                    entry.when().toString(),
                    entry.why());
        }
    }
}
