package dev.gioconda.server.operator;

import dev.gioconda.feedback.Accepted;
import dev.gioconda.feedback.AnswerGroup;
import dev.gioconda.feedback.Feedback;
import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.feedback.ReviewQueue;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.server.classify.Models;
import dev.gioconda.server.http.Templates;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The operator's pages. Who has no token sees the door alone; what is decided goes through the operator's API. */
public final class OperatorPages {

    private static final int MOST = 50; // pictures of one page of the queue
    private static final int SHIFT_SECONDS = 12 * 3600;

    private final Templates templates = new Templates();
    private final OperatorToken token;
    private final FeedbackLog log;
    private final Models models;
    private final ModelRoutes modelRoutes;
    private final RetrainDesk retraining;

    OperatorPages(
            OperatorToken token, FeedbackLog log, Models models, ModelRoutes modelRoutes, RetrainDesk retraining) {
        this.token = token;
        this.log = log;
        this.models = models;
        this.modelRoutes = modelRoutes;
        this.retraining = retraining;
    }

    void install(RoutesConfig routes) {
        routes.get("/", context -> context.redirect("/models"));
        routes.get("/login", context -> login(context, ""));
        routes.post("/login", this::comeIn);
        routes.post("/logout", this::leave);
        routes.get("/models", behindTheDoor(this::models));
        routes.get(
                "/review",
                behindTheDoor(context -> templates.render(
                        context, "operatorReview.jte", Map.of("queue", ReviewQueue.of(log), "most", MOST))));
        routes.get("/retrain", behindTheDoor(this::retrain));
    }

    /** An entry of the promotion log of one of the models. */
    public record Named(String model, LogEntry entry) {}

    private void models(Context context) throws IOException {
        List<ModelRoutes.Card> cards = modelRoutes.cards();
        List<Named> history = new ArrayList<>();
        for (String name : cards.stream().map(ModelRoutes.Card::name).distinct().toList()) {
            models.history(name).forEach(entry -> history.add(new Named(name, entry)));
        }
        history.sort(Comparator.comparing((Named named) -> named.entry().when()).reversed());
        templates.render(context, "operatorModels.jte", Map.of("cards", cards, "history", history));
    }

    private void retrain(Context context) throws IOException {
        ModelRoutes.Card card = modelRoutes.serving();
        templates.render(
                context,
                "operatorRetrain.jte",
                Map.of(
                        "card",
                        card,
                        "accepted",
                        Accepted.of(log, card.attribute()),
                        "pending",
                        ReviewQueue.of(log).pending(),
                        "possible",
                        retraining.possible(),
                        "rulings",
                        retraining.rulings()));
    }

    private void login(Context context, String problem) {
        templates.render(context, "operatorLogin.jte", Map.of("problem", problem));
    }

    private void comeIn(Context context) {
        String given = context.formParam("token");
        if (given == null || !token.opens(given.strip())) {
            context.status(401);
            login(context, "This is not the token. It has 64 characters, 0 to 9 and a to f.");
            return;
        }
        context.cookie(cookie(given.strip(), SHIFT_SECONDS));
        context.redirect("/models", HttpStatus.SEE_OTHER);
    }

    private void leave(Context context) {
        context.cookie(cookie("", 0));
        context.redirect("/login", HttpStatus.SEE_OTHER);
    }

    private static Cookie cookie(String value, int seconds) {
        Cookie cookie = new Cookie(OperatorToken.COOKIE, value);
        cookie.setPath("/");
        cookie.setMaxAge(seconds);
        cookie.setHttpOnly(true);
        cookie.setSameSite(SameSite.STRICT);
        return cookie;
    }

    private Handler behindTheDoor(Handler page) {
        return context -> {
            if (token.opens(context.cookie(OperatorToken.COOKIE))) {
                page.handle(context);
            } else {
                context.redirect("/login");
            }
        };
    }

    /** The answers of a group, for one decision about all of them. */
    public static String ids(AnswerGroup group) {
        return group.answers().stream().map(Feedback::id).collect(Collectors.joining(" "));
    }

    /** A picture of the group that may be shown and learnt from; null when nobody agreed. */
    public static @Nullable String kept(AnswerGroup group) {
        return group.answers().stream()
                .filter(Feedback::consent)
                .map(answer -> answer.shown().picture())
                .findFirst()
                .orElse(null);
    }

    /** {@code 96.0 % smiling}. */
    public static String told(AnswerGroup group) {
        Feedback first = group.answers().get(0);
        return Figures.percent(first.shown().probability()) + " " + Figures.words(group.attribute());
    }

    /** {@code 2 smiling, 1 not smiling}. */
    public static String said(AnswerGroup group) {
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
        return (yes ? "" : "not ") + Figures.words(attribute);
    }
}
