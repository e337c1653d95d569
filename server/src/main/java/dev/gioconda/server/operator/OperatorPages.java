package dev.gioconda.server.operator;

import dev.gioconda.feedback.AcceptedFeedback;
import dev.gioconda.feedback.AnswerGroup;
import dev.gioconda.feedback.Classification;
import dev.gioconda.feedback.Feedback;
import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.feedback.ReviewQueue;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.server.http.BasePath;
import dev.gioconda.server.http.RequestBodies;
import dev.gioconda.server.http.Templates;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The operator's pages. Without a session only the login page is shown; changes go through the operator's API. */
public final class OperatorPages {

    private static final int MAX_GROUPS = 50; // images on one page of the queue

    private final Templates templates = new Templates();
    private final OperatorLogin login;
    private final FeedbackLog log;
    private final ModelCatalog models;
    private final RetrainService retraining;

    OperatorPages(OperatorLogin login, FeedbackLog log, ModelCatalog models, RetrainService retraining) {
        this.login = login;
        this.log = log;
        this.models = models;
        this.retraining = retraining;
    }

    void install(RoutesConfig routes) {
        routes.get("/", context -> context.redirect(BasePath.of(context) + "/models"));
        routes.get("/login", context -> login(context, ""));
        routes.post("/login", this::submitLogin);
        routes.post("/logout", this::logout);
        routes.get("/models", requireLogin(this::models));
        routes.get(
                "/review",
                requireLogin(context -> templates.render(
                        context, "operatorReview.jte", Map.of("queue", ReviewQueue.of(log), "maxGroups", MAX_GROUPS))));
        routes.get("/retrain", requireLogin(this::retrain));
    }

    /** An entry of a promotion log, with the name of the model. */
    public record NamedLogEntry(String model, LogEntry entry) {}

    private void models(Context context) throws IOException {
        List<ModelView> cards = models.versions();
        List<NamedLogEntry> history = new ArrayList<>();
        for (String name : cards.stream().map(ModelView::name).distinct().toList()) {
            models.history(name).forEach(entry -> history.add(new NamedLogEntry(name, entry)));
        }
        history.sort(Comparator.comparing((NamedLogEntry named) -> named.entry().when())
                .reversed());
        templates.render(
                context,
                "operatorModels.jte",
                Map.of("cards", cards, "history", history, "problems", models.problems()));
    }

    private void retrain(Context context) throws IOException {
        ModelView card = models.serving();
        templates.render(
                context,
                "operatorRetrain.jte",
                Map.of(
                        "card",
                        card,
                        "promoted",
                        models.hasChampion(card.name()),
                        "firstChampion",
                        models.firstChampion(card.name())
                                .map(VersionId::toString)
                                .orElse(""),
                        "problems",
                        models.problems(),
                        "accepted",
                        AcceptedFeedback.of(log, card.attribute()),
                        "pending",
                        ReviewQueue.of(log).pending(),
                        "configured",
                        retraining.configured(),
                        "gateReports",
                        retraining.gateReports()));
    }

    private void login(Context context, String problem) {
        templates.render(context, "operatorLogin.jte", Map.of("problem", problem));
    }

    private void submitLogin(Context context) throws IOException {
        String given = RequestBodies.smallFormField(context, "token").orElse("").strip();
        if (!login.open(context, given)) {
            context.status(401);
            login(context, "Wrong token. Expected 64 hexadecimal digits (0 to 9, a to f).");
            return;
        }
        context.redirect(BasePath.of(context) + "/models", HttpStatus.SEE_OTHER);
    }

    private void logout(Context context) throws IOException {
        login.end(context);
        context.redirect(BasePath.of(context) + "/login", HttpStatus.SEE_OTHER);
    }

    private Handler requireLogin(Handler page) {
        return context -> {
            if (login.session(context).isPresent()) {
                page.handle(context);
            } else {
                context.redirect(BasePath.of(context) + "/login");
            }
        };
    }

    /** The ids of the feedback in a group with consent, or of that without, separated by spaces. Only the former can be accepted. */
    public static String ids(AnswerGroup group, boolean consent) {
        return group.answers().stream()
                .filter(answer -> answer.consent() == consent)
                .map(Feedback::id)
                .collect(Collectors.joining(" "));
    }

    /** SHA-256 of the stored image of the group; null if no client consented. */
    public static @Nullable String pictureHash(AnswerGroup group) {
        return group.answers().stream()
                .filter(Feedback::consent)
                .map(answer -> answer.shown().pictureHash())
                .findFirst()
                .orElse(null);
    }

    /** {@code 96.0 % smiling}. */
    public static String modelAnswer(AnswerGroup group) {
        Classification first = group.answers().get(0).classification().orElseThrow();
        return Formats.percent(first.probability()) + " " + Formats.attributeWords(group.attribute());
    }

    /** {@code 2 smiling, 1 not smiling}. */
    public static String clientAnswers(AnswerGroup group) {
        List<String> parts = new ArrayList<>();
        if (group.yes() > 0) {
            parts.add(group.yes() + " " + label(group.attribute(), true));
        }
        if (group.no() > 0) {
            parts.add(group.no() + " " + label(group.attribute(), false));
        }
        return String.join(", ", parts);
    }

    private static String label(String attribute, boolean yes) {
        return (yes ? "" : "not ") + Formats.attributeWords(attribute);
    }
}
