package dev.gioconda.server.http;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits the requests of each client per minute, by a token bucket for each daily pseudonym. Every limited response carries {@code
 * RateLimit-Limit} and {@code RateLimit-Remaining}, a rejected one {@code Retry-After}. The buckets of at most 10,000 clients are kept.
 */
public final class RateLimiter {

    private static final int MAX_CLIENTS = 10_000;

    private final Clients clients;
    private final int requestsPerMinute;
    private final Map<String, Bucket> buckets = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_CLIENTS;
        }
    });

    public RateLimiter(Clients clients, int requestsPerMinute) {
        this.clients = clients;
        this.requestsPerMinute = requestsPerMinute;
    }

    /** Counts one request; throws if the client has none left. */
    public void consume(Context context) {
        consume(context, 1);
    }

    /** Counts a request that costs as much as several requests; 0 counts nothing. */
    public void consume(Context context, int requests) {
        if (requestsPerMinute <= 0 || requests == 0) {
            return;
        }
        ConsumptionProbe probe = bucket(context).tryConsumeAndReturnRemaining(requests);
        context.header("RateLimit-Limit", Integer.toString(requestsPerMinute));
        context.header("RateLimit-Remaining", Long.toString(probe.getRemainingTokens()));
        if (!probe.isConsumed()) {
            throw new ProblemException(
                    Problem.Kind.TOO_MANY_REQUESTS,
                    "More than %,d requests in a minute from this address. Wait for the time in Retry-After."
                            .formatted(requestsPerMinute),
                    Duration.ofNanos(probe.getNanosToWaitForRefill()).plusSeconds(1));
        }
    }

    /**
     * Counts a cost that is known only after the work, such as the faces of an image. It never throws: the following requests of the client
     * are rejected instead.
     */
    public void charge(Context context, int requests) {
        if (requestsPerMinute <= 0 || requests <= 0) {
            return;
        }
        Bucket bucket = bucket(context);
        long unusedPenaltyNanos = bucket.consumeIgnoringRateLimits(requests);
        context.header("RateLimit-Remaining", Long.toString(Math.max(0, bucket.getAvailableTokens())));
    }

    private Bucket bucket(Context context) {
        return buckets.computeIfAbsent(clients.dailyPseudonym(context), client -> Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(requestsPerMinute).refillGreedy(requestsPerMinute, Duration.ofMinutes(1)))
                .build());
    }
}
