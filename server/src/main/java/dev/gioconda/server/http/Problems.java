package dev.gioconda.server.http;

import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.inference.BusyException;
import dev.gioconda.jobs.ElsewhereException;
import dev.gioconda.jobs.NoRoomException;
import dev.gioconda.jobs.QueueFullException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.EOFException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every failure into a {@link Problem}: what the client did wrong is told, what we did wrong is logged and not told. */
public final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String OUR_FAULT =
            "The request could not be answered. Try it again; if it fails again, tell the operator.";

    private Problems() {}

    /** Installs the handlers. */
    public static void install(RoutesConfig routes) {
        routes.exception(ProblemException.class, (e, context) -> {
            Duration after = e.after();
            if (after != null) {
                later(context, after);
            }
            e.problem().answer(context);
        });
        routes.exception(
                RefusedPictureException.class,
                (e, context) -> answer(context, Problem.Kind.NOT_A_PICTURE, String.valueOf(e.getMessage())));
        routes.exception(BusyException.class, (e, context) -> {
            later(context, e.after());
            answer(context, Problem.Kind.BUSY, String.valueOf(e.getMessage()));
        });
        routes.exception(QueueFullException.class, (e, context) -> {
            later(context, e.after());
            answer(context, e.own() ? Problem.Kind.TOO_MANY : Problem.Kind.BUSY, String.valueOf(e.getMessage()));
        });
        routes.exception(NoRoomException.class, (e, context) -> {
            later(context, e.after());
            answer(context, Problem.Kind.FULL, String.valueOf(e.getMessage()));
        });
        routes.exception(
                ElsewhereException.class,
                (e, context) -> answer(context, Problem.Kind.CONFLICT, String.valueOf(e.getMessage())));
        routes.exception(
                IllegalArgumentException.class,
                (e, context) -> answer(context, Problem.Kind.BAD_REQUEST, String.valueOf(e.getMessage())));
        routes.exception(HttpResponseException.class, Problems::ofJavalin);
        routes.exception(Exception.class, Problems::ofAnything);
    }

    /** Says when to come again. */
    public static void later(Context context, Duration after) {
        context.header("Retry-After", Long.toString(Math.max(1, after.toSeconds())));
    }

    private static void answer(Context context, Problem.Kind kind, String detail) {
        Problem.of(kind, detail).answer(context);
    }

    private static void ofJavalin(HttpResponseException e, Context context) {
        int status = e.getStatus();
        for (Problem.Kind kind : Problem.Kind.values()) {
            if (kind.status() == status && status != 500) {
                answer(context, kind, detail(kind, context));
                return;
            }
        }
        new Problem("about:blank", String.valueOf(e.getMessage()), status, null).answer(context);
    }

    private static String detail(Problem.Kind kind, Context context) {
        return switch (kind) {
            case NOT_FOUND -> "There is no such page or resource; /openapi.yaml says what there is.";
            case NO_SUCH_METHOD ->
                "%s is not possible here; /openapi.yaml says what is."
                        .formatted(context.method().name().toUpperCase(Locale.ROOT));
            case TOO_LARGE -> Bodies.tooLarge(context);
            default -> "The request could not be read. Check it against /openapi.yaml.";
        };
    }

    /** Some of the server's own exceptions are the client's doing. */
    private static void ofAnything(Exception e, Context context) {
        List<Throwable> causes = Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
                .toList();
        UnfitBodyException unfit = UnfitBodyException.behind(e).orElse(null);
        HttpException refused = causes.stream()
                .filter(HttpException.class::isInstance)
                .map(HttpException.class::cast)
                .findFirst()
                .orElse(null);
        if (unfit != null) {
            answer(context, unfit.kind(), String.valueOf(unfit.getMessage()));
        } else if (causes.stream().anyMatch(TimeoutException.class::isInstance)) {
            answer(context, Problem.Kind.TIMEOUT, "The request's body came too slowly, or not at all. Send it again.");
        } else if (refused != null && refused.getCode() == Problem.Kind.TOO_LARGE.status()) {
            answer(context, Problem.Kind.TOO_LARGE, Bodies.tooLarge(context));
        } else if (refused != null && refused.getCode() < 500) {
            answer(context, Problem.Kind.BAD_REQUEST, "The request could not be read. Check it against /openapi.yaml.");
        } else if (causes.stream().anyMatch(EOFException.class::isInstance)) {
            answer(context, Problem.Kind.BAD_REQUEST, "The request ended before its body was whole. Send it again.");
        } else {
            LOG.error("A request failed: {} {}", context.method(), Routes.matched(context), e);
            answer(context, Problem.Kind.FAILED, OUR_FAULT);
        }
    }
}
