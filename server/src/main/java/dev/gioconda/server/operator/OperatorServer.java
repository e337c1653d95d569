package dev.gioconda.server.operator;

import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.feedback.FeedbackPictures;
import dev.gioconda.feedback.ReviewQueue;
import dev.gioconda.feedback.Reviews;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.retrain.OperatorPromotion;
import dev.gioconda.server.http.BasePath;
import dev.gioconda.server.http.BrowserProtection;
import dev.gioconda.server.http.Clients;
import dev.gioconda.server.http.JettyConfig;
import dev.gioconda.server.http.Metrics;
import dev.gioconda.server.http.OpenApi;
import dev.gioconda.server.http.PrivacyNotice;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import dev.gioconda.server.http.ProblemHandlers;
import dev.gioconda.server.http.RequestBodies;
import dev.gioconda.server.http.RequestRules;
import dev.gioconda.server.http.ServerSettings;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operator's HTTP server: promotions, review of feedback, retraining and metrics. It has its own port and listens on the loopback
 * interface by default. Requests to the API and to the metrics need the token of an operator, of which the server stores only a hash.
 */
public final class OperatorServer {

    private final ServerSettings settings;
    private final FeedbackLog log;
    private final ModelRegistry registry;
    private final Runnable onPromoted;
    private final ModelCatalog models;
    private final RetrainService retraining;
    private final String newToken;
    private final AuditLog audit;
    private final Javalin app;

    public OperatorServer(
            ServerSettings settings,
            FeedbackLog log,
            ModelRegistry registry,
            ModelCatalog models,
            RetrainService retraining,
            Metrics metrics,
            Clients clients,
            PrivacyNotice privacy,
            Clock clock,
            Runnable onPromoted)
            throws IOException {
        this.settings = settings;
        this.log = log;
        this.registry = registry;
        this.models = models;
        this.onPromoted = onPromoted;
        this.retraining = retraining;
        Operators operators = new Operators(settings.workFolder());
        this.newToken = operators.createFirst();
        this.audit = new AuditLog(clients);
        OperatorLogin login = new OperatorLogin(operators, new OperatorSessions(clock), clients, audit);
        this.app = Javalin.create(config -> {
            JettyConfig.configure(
                    config,
                    settings.operatorHost(),
                    Math.max(0, settings.operatorPort()),
                    settings.limits(),
                    clients,
                    settings.shutdownTimeout());
            new BasePath(settings.sites().basePath(), clients).install(config);
            config.routes.before(context -> context.attribute(Problem.OPERATOR, true));
            new RequestRules(clients, List.of()).install(config.routes);
            new BrowserProtection(clients, List.of()).install(config.routes);
            config.routes.before("/v1/*", login::authenticate);
            config.routes.before("/metrics", login::authenticate);
            metrics.install(config.routes);
            metrics.installEndpoint(config.routes);
            ProblemHandlers.install(config.routes);
            install(config.routes);
            OpenApi.install(config.routes, privacy); // error messages name it
            new OperatorPages(login, log, models, retraining).install(config.routes);
        });
    }

    public void start() {
        if (settings.operatorPort() >= 0) {
            app.start();
        }
    }

    public void stop() {
        audit.summarizeFailures();
        if (settings.operatorPort() >= 0) {
            app.stop();
        }
    }

    /** The port; -1 if the operator server is disabled. */
    public int port() {
        return settings.operatorPort() < 0 ? -1 : app.port();
    }

    /** The token of the first operator if it was created at this start, else empty. */
    public String newToken() {
        return newToken;
    }

    private void install(RoutesConfig routes) {
        routes.get(
                "/v1/models",
                context -> context.json(Map.of(
                        "serving", models.serving().id(), "models", models.versions(), "problems", models.problems())));
        routes.get(
                "/v1/models/{name}/history",
                context -> context.json(Map.of(
                        "history",
                        models.history(context.pathParam("name")).stream()
                                .map(LogEntryView::of)
                                .toList())));
        routes.post("/v1/models/{name}/promote", this::promote);
        routes.post("/v1/models/{name}/rollback", this::rollback);
        routes.get("/v1/review", context -> context.json(ReviewQueue.of(log)));
        routes.post("/v1/review/{id}", this::decide);
        routes.get("/v1/review/pictures/{hash}", this::picture);
        routes.get("/v1/retrain", context -> context.json(retraining.view()));
        routes.post("/v1/retrain", this::retrain);
        routes.delete("/v1/retrain", context -> {
            retraining.stop();
            audit.record(context, OperatorLogin.name(context), "stop retraining");
            context.status(202).json(retraining.view());
        });
        routes.get("/v1/retrain/rulings", context -> context.json(Map.of("rulings", retraining.gateReports())));
    }

    private void retrain(Context context) {
        String who = OperatorLogin.name(context);
        retraining.start(RequestBodies.json(context, RetrainService.RetrainRequest.class), who);
        audit.record(context, who, "start retraining");
        context.status(202).json(retraining.view());
    }

    /** An entry of the promotion log, with its author. */
    record LogEntryView(
            long sequence, String version, String action, String who, String when, String why, Object gate) {
        static LogEntryView of(LogEntry entry) {
            return new LogEntryView(
                    entry.seq(),
                    entry.version(),
                    entry.action().toString(),
                    entry.who(),
                    entry.when().toString(),
                    entry.why(),
                    entry.gate());
        }
    }

    /** The version to promote, and the reason. */
    record PromotionRequest(
            @Nullable String version, @Nullable String why) {}

    /** The reason for a rollback. */
    record RollbackRequest(@Nullable String why) {}

    /** The decision on one feedback record. */
    record ReviewRequest(boolean accepted) {}

    private void promote(Context context) throws IOException {
        PromotionRequest request = RequestBodies.json(context, PromotionRequest.class);
        String version = request.version();
        String why = request.why();
        if (version == null || why == null || why.isBlank()) {
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST,
                    "The promotion has no version or no reason; expected the fields version and why.");
        }
        VersionId id = new VersionId(context.pathParam("name"), version);
        applyChange(context, () -> new OperatorPromotion(registry, log.store(), OperatorLogin.name(context))
                .promote(id, why));
    }

    private void rollback(Context context) throws IOException {
        RollbackRequest request = RequestBodies.json(context, RollbackRequest.class);
        String why = request.why();
        if (why == null || why.isBlank()) {
            throw new ProblemException(Problem.Kind.BAD_REQUEST, "The rollback has no reason; expected the field why.");
        }
        applyChange(context, () -> registry.rollback(context.pathParam("name"), OperatorLogin.name(context), why));
    }

    @FunctionalInterface
    private interface RegistryChange {
        LogEntry apply() throws IOException;
    }

    /** Applies a change and loads the new champion. A change that the registry rejects is answered with 409 and changes nothing. */
    private void applyChange(Context context, RegistryChange change) {
        try {
            LogEntry entry = change.apply();
            audit.record(context, entry.who(), "%s %s".formatted(entry.action(), entry.version()));
            onPromoted.run();
            context.json(LogEntryView.of(entry));
        } catch (IOException refused) {
            throw new ProblemException(Problem.Kind.CONFLICT, String.valueOf(refused.getMessage()));
        }
    }

    private void decide(Context context) throws IOException {
        ReviewRequest request = RequestBodies.json(context, ReviewRequest.class);
        String id = context.pathParam("id");
        String who = OperatorLogin.name(context);
        try {
            context.json(new Reviews(log).decide(id, request.accepted(), who));
            audit.record(context, who, "%s feedback %s".formatted(request.accepted() ? "accept" : "reject", id));
        } catch (IOException refused) {
            throw new ProblemException(Problem.Kind.CONFLICT, String.valueOf(refused.getMessage()));
        }
    }

    private void picture(Context context) throws IOException {
        String hash = context.pathParam("hash");
        if (!hash.matches("[0-9a-f]{64}")) {
            throw new ProblemException(
                    Problem.Kind.NOT_FOUND, "There is no image with this hash; expected 64 hexadecimal digits.");
        }
        byte[] png = new FeedbackPictures(log.store())
                .read(hash)
                .orElseThrow(() -> new ProblemException(
                        Problem.Kind.NOT_FOUND,
                        "This image is not stored: the client did not consent, or deleted the feedback."));
        context.contentType("image/png").result(png);
    }
}
