package dev.gioconda.server.http;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Stands before every route: headers that keep browsers from being tricked, no changes on behalf of other sites' pages (Fetch
 * Metadata, as OWASP recommends), and at most the configured number of requests of one client.
 */
public final class RateLimiter {

    private static final Set<HandlerType> SAFE_METHODS = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
                    + "connect-src 'self'; media-src 'self' blob:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
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

    /** Headers of every answer. */
    public static void securityHeaders(Context context) {
        context.header("Content-Security-Policy", POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Permissions-Policy", "camera=(self), microphone=(), geolocation=()");
        context.header("Cache-Control", "no-store");
    }

    /** Refuses changes that another site's page asks for. */
    public static void requireSameOrigin(Context context) {
        if (SAFE_METHODS.contains(context.method())) {
            return;
        }
        String site = context.header("Sec-Fetch-Site");
        String origin = context.header("Origin");
        boolean allowed = site != null
                ? site.equals("same-origin") || site.equals("none")
                : origin == null || sameHost(origin, String.valueOf(context.host()));
        if (!allowed) {
            throw new ProblemException(
                    Problem.Kind.CROSS_ORIGIN,
                    "A page of another site sent this request, which is rejected. Use the pages of this server, or a program.");
        }
    }

    private static boolean sameHost(String origin, String host) {
        try {
            return host.equals(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException invalid) {
            return false;
        }
    }

    /** Counts a request that costs something. */
    public void consume(Context context) {
        consume(context, 1);
    }

    /** Counts as this number of requests; 0 counts nothing. */
    public void consume(Context context, int requests) {
        if (requestsPerMinute <= 0 || requests == 0) {
            return;
        }
        Bucket bucket = buckets.computeIfAbsent(clients.dailyPseudonym(context), client -> Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(requestsPerMinute).refillGreedy(requestsPerMinute, Duration.ofMinutes(1)))
                .build());
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(requests);
        context.header("RateLimit-Limit", Integer.toString(requestsPerMinute));
        context.header("RateLimit-Remaining", Long.toString(probe.getRemainingTokens()));
        if (!probe.isConsumed()) {
            ProblemHandlers.writeRetryAfter(
                    context, Duration.ofNanos(probe.getNanosToWaitForRefill()).plusSeconds(1));
            throw new ProblemException(
                    Problem.Kind.TOO_MANY_REQUESTS,
                    "More than %,d requests came from this address in a minute. Wait as long as Retry-After says."
                            .formatted(requestsPerMinute));
        }
    }
}
