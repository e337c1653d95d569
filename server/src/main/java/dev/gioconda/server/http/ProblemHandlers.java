package dev.gioconda.server.http;

import dev.gioconda.file.DiskSpace;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.inference.BusyException;
import dev.gioconda.jobs.IdempotencyConflictException;
import dev.gioconda.jobs.InsufficientStorageException;
import dev.gioconda.jobs.OwnedByOtherServerException;
import dev.gioconda.jobs.QueueFullException;
import dev.gioconda.overload.RetryableException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps every exception to a {@link Problem}. Errors of the client have details in the response; internal errors only in the log. */
public final class ProblemHandlers {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandlers.class);
    private static final String INTERNAL_ERROR_DETAIL =
            "The request failed because of an internal error. Try again; if it fails again, contact the operator.";

    private static final int LOGGED_FRAMES = 8;
    private static final Duration FULL_RETRY_AFTER = Duration.ofMinutes(5);

    private ProblemHandlers() {}

    /** Installs the handlers. */
    public static void install(RoutesConfig routes) {
        handle(routes, ProblemException.class, ProblemException::problem);
        handle(routes, RefusedPictureException.class, e -> problem(Problem.Kind.REFUSED_PICTURE, e));
        handle(routes, BusyException.class, e -> problem(Problem.Kind.BUSY, e));
        handle(
                routes,
                QueueFullException.class,
                e -> problem(e.perClient() ? Problem.Kind.TOO_MANY_REQUESTS : Problem.Kind.BUSY, e));
        handle(routes, InsufficientStorageException.class, e -> problem(Problem.Kind.INSUFFICIENT_STORAGE, e));
        handle(routes, OwnedByOtherServerException.class, e -> problem(Problem.Kind.CONFLICT, e));
        handle(routes, IdempotencyConflictException.class, e -> problem(Problem.Kind.CONFLICT, e));
        handle(routes, IllegalArgumentException.class, e -> problem(Problem.Kind.BAD_REQUEST, e));
        routes.exception(HttpResponseException.class, ProblemHandlers::handleJavalin);
        routes.exception(Exception.class, ProblemHandlers::handleAny);
    }

    private static <E extends Exception> void handle(
            RoutesConfig routes, Class<E> type, Function<E, Problem> toProblem) {
        routes.exception(type, (e, context) -> {
            writeRetryAfter(context, e);
            toProblem.apply(e).respond(context);
        });
    }

    private static Problem problem(Problem.Kind kind, Exception e) {
        return Problem.of(kind, String.valueOf(e.getMessage()));
    }

    /** Writes {@code Retry-After} in seconds, at least 1, if the exception states when the request may be repeated. */
    public static void writeRetryAfter(Context context, Exception exception) {
        Duration retryAfter = exception instanceof RetryableException retryable ? retryable.retryAfter() : null;
        if (retryAfter != null) {
            context.header("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
    }

    /**
     * Answers a request that ended in an {@link Error}, such as a stack overflow. The log has its first frames only: the stack of an overflow
     * has a thousand, which a client could write at will.
     */
    static void handleError(HttpServletResponse response, Error error) {
        LOG.error(
                "A request failed with {}: {}",
                error,
                Arrays.stream(error.getStackTrace()).limit(LOGGED_FRAMES).toList());
        if (response.isCommitted()) {
            return;
        }
        response.reset();
        response.setStatus(Problem.Kind.INTERNAL_ERROR.status());
        response.setContentType("application/problem+json");
        try {
            response.getOutputStream()
                    .write(HttpJson.MAPPER.writeValueAsBytes(
                            Problem.of(Problem.Kind.INTERNAL_ERROR, INTERNAL_ERROR_DETAIL)));
        } catch (IOException gone) {
            LOG.debug("The client closed the connection before its response", gone);
        }
    }

    private static void respond(Context context, Problem.Kind kind, String detail) {
        Problem.of(kind, detail).respond(context);
    }

    private static void handleJavalin(HttpResponseException e, Context context) {
        int status = e.getStatus();
        if (status == Problem.Kind.METHOD_NOT_ALLOWED.status()) {
            writeAllow(context, e.getDetails().values());
        }
        for (Problem.Kind kind : Problem.Kind.values()) {
            if (kind.status() == status && status != 500) {
                respond(context, kind, detail(kind, context));
                return;
            }
        }
        new Problem("about:blank", String.valueOf(e.getMessage()), status, null).respond(context);
    }

    /** Writes {@code Allow}, which RFC 9110 demands; HEAD is allowed where GET is. */
    private static void writeAllow(Context context, Collection<String> lists) {
        String methods = String.join(", ", lists);
        boolean addHead = methods.contains("GET") && !methods.contains("HEAD");
        context.header("Allow", addHead ? methods.replaceFirst("GET", "GET, HEAD") : methods);
    }

    private static String detail(Problem.Kind kind, Context context) {
        return switch (kind) {
            case NOT_FOUND -> "There is no such page or resource; {base}/openapi.yaml lists the resources.";
            case METHOD_NOT_ALLOWED ->
                "%s is not allowed on this resource; {base}/openapi.yaml lists the methods."
                        .formatted(context.method().name().toUpperCase(Locale.ROOT));
            case TOO_LARGE -> RequestBodies.tooLargeDetail(context);
            default -> "The request could not be read. Check it against {base}/openapi.yaml.";
        };
    }

    /** Handles all other exceptions; some of those that Jetty throws are caused by the client. */
    private static void handleAny(Exception e, Context context) {
        List<Throwable> causes = Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
                .toList();
        RejectedBodyException rejected = RejectedBodyException.findIn(e).orElse(null);
        HttpException refused = causes.stream()
                .filter(HttpException.class::isInstance)
                .map(HttpException.class::cast)
                .findFirst()
                .orElse(null);
        if (rejected != null) {
            respond(context, rejected.kind(), String.valueOf(rejected.getMessage()));
        } else if (causes.stream().anyMatch(TimeoutException.class::isInstance)) {
            respond(
                    context,
                    Problem.Kind.TIMEOUT,
                    "The request's body was received too slowly, or not at all. Send it again.");
        } else if (refused != null && refused.getCode() == Problem.Kind.TOO_LARGE.status()) {
            respond(context, Problem.Kind.TOO_LARGE, RequestBodies.tooLargeDetail(context));
        } else if (refused != null && refused.getCode() < 500) {
            respond(
                    context,
                    Problem.Kind.BAD_REQUEST,
                    "The request could not be read. Check it against {base}/openapi.yaml.");
        } else if (causes.stream().anyMatch(EOFException.class::isInstance)) {
            respond(
                    context,
                    Problem.Kind.BAD_REQUEST,
                    "The request ended before its body was complete. Send it again.");
        } else if (DiskSpace.isExhausted(e)) {
            LOG.error(
                    "A request failed because a disk is full: {} {}: {}",
                    context.method(),
                    Routes.matchedPattern(context),
                    e.getMessage());
            context.header("Retry-After", Long.toString(FULL_RETRY_AFTER.toSeconds()));
            respond(
                    context,
                    Problem.Kind.INSUFFICIENT_STORAGE,
                    "The server's disk is full, so nothing was stored. Try again later, or contact the operator.");
        } else {
            LOG.error("A request failed: {} {}", context.method(), Routes.matchedPattern(context), e);
            respond(context, Problem.Kind.INTERNAL_ERROR, INTERNAL_ERROR_DETAIL);
        }
    }
}
