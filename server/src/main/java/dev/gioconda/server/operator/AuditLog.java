package dev.gioconda.server.operator;

import dev.gioconda.server.http.Clients;
import io.github.bucket4j.Bucket;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of what operators do: logins, promotions, rollbacks, reviews and retrainings, each with the operator's name and address. Lines about
 * requests without a token contain nothing that the client chose, and their number per minute is limited.
 */
final class AuditLog {

    /** Name of the logger, for its configuration. */
    static final String NAME = "gioconda.audit";

    private static final Logger LOG = LoggerFactory.getLogger(NAME);
    private static final int MAX_FAILURES_PER_MINUTE = 10;
    private static final int MAX_LENGTH = 200;
    private static final Duration SUMMARY_DELAY = Duration.ofMinutes(1);

    private final Clients clients;
    private final Bucket failures = Bucket.builder()
            .addLimit(limit -> limit.capacity(MAX_FAILURES_PER_MINUTE)
                    .refillGreedy(MAX_FAILURES_PER_MINUTE, Duration.ofMinutes(1)))
            .build();
    private final AtomicLong unlogged = new AtomicLong();
    private final Executor inAMinute;

    AuditLog(Clients clients) {
        this(clients, CompletableFuture.delayedExecutor(SUMMARY_DELAY.toSeconds(), TimeUnit.SECONDS));
    }

    /** @param inAMinute runs a task in a minute */
    AuditLog(Clients clients, Executor inAMinute) {
        this.clients = clients;
        this.inAMinute = inAMinute;
    }

    /** Records an action of an authenticated operator. */
    void record(Context context, String operator, String action) {
        LOG.info("{} at {}: {}", operator, clients.address(context), printable(action));
    }

    /** Records a request with a wrong token or session. */
    void recordFailure(Context context) {
        recordFailure(clients.address(context));
    }

    /** Records that a client at this address sent a wrong token or session. */
    void recordFailure(String address) {
        if (failures.tryConsume(1)) {
            LOG.warn("failed login from {}", address);
        } else if (unlogged.getAndIncrement() == 0) {
            inAMinute.execute(this::summarizeFailures);
        }
    }

    /** Logs how many failed logins were not logged since the last summary, if any. */
    void summarizeFailures() {
        long count = unlogged.getAndSet(0);
        if (count > 0) {
            LOG.warn(
                    count == 1
                            ? "{} more failed login in the last minute was not logged"
                            : "{} more failed logins in the last minute were not logged",
                    count);
        }
    }

    private static String printable(String text) {
        String plain = text.replaceAll("[^\\x20-\\x7E]", "?");
        return plain.length() > MAX_LENGTH ? plain.substring(0, MAX_LENGTH) + "..." : plain;
    }
}
