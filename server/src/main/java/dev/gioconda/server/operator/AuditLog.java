package dev.gioconda.server.operator;

import dev.gioconda.server.http.Clients;
import io.github.bucket4j.Bucket;
import io.javalin.http.Context;
import java.time.Duration;
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

    private final Clients clients;
    private final Bucket failures = Bucket.builder()
            .addLimit(limit -> limit.capacity(MAX_FAILURES_PER_MINUTE)
                    .refillGreedy(MAX_FAILURES_PER_MINUTE, Duration.ofMinutes(1)))
            .build();
    private final AtomicLong unlogged = new AtomicLong();

    AuditLog(Clients clients) {
        this.clients = clients;
    }

    /** Records an action of an authenticated operator. */
    void record(Context context, String operator, String action) {
        LOG.info("{} at {}: {}", operator, clients.address(context), printable(action));
    }

    /** Records a request with a wrong token or session. */
    void recordFailure(Context context) {
        if (failures.tryConsume(1)) {
            LOG.warn(
                    "failed authentication from {}; {} more were not logged",
                    clients.address(context),
                    unlogged.getAndSet(0));
        } else {
            unlogged.incrementAndGet();
        }
    }

    private static String printable(String text) {
        String plain = text.replaceAll("[^\\x20-\\x7E]", "?");
        return plain.length() > MAX_LENGTH ? plain.substring(0, MAX_LENGTH) + "..." : plain;
    }
}
