package dev.gioconda.server.classify;

import dev.gioconda.inference.ServedResult;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import dev.gioconda.store.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The results of the last 15 minutes, in memory only, for feedback and heat maps. The oldest are evicted when they take too much
 * memory.
 */
public final class RecentAnswers {

    private static final Duration RETENTION = Duration.ofMinutes(15);
    private static final long MAX_BYTES = 128L << 20;

    private final Clock clock;
    private final Map<String, RecentEntry> entries = new LinkedHashMap<>();
    private long bytes;

    private record RecentEntry(ServedResult served, Instant addedAt) {
        private long bytes() {
            return served.result().image().rgb().length;
        }
    }

    public RecentAnswers(Clock clock) {
        this.clock = clock;
    }

    /** Adds a result; returns its id. */
    synchronized String add(ServedResult served) {
        String id = Tokens.hex(16);
        RecentEntry entry = new RecentEntry(served, clock.instant());
        entries.put(id, entry);
        bytes += entry.bytes();
        expire();
        return id;
    }

    /** Evicts results that are too old or exceed the limit. */
    public synchronized void expire() {
        Iterator<RecentEntry> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            RecentEntry old = oldest.next();
            if (bytes <= MAX_BYTES && !expired(old)) {
                break;
            }
            oldest.remove();
            bytes -= old.bytes();
        }
    }

    /** The result with an id. */
    public synchronized ServedResult find(String id) {
        RecentEntry entry = entries.get(id);
        if (entry == null || expired(entry)) {
            throw new ProblemException(
                    Problem.Kind.GONE,
                    "The id of the result is unknown, or the result is older than 15 minutes and was removed. Classify the image again.");
        }
        return entry.served();
    }

    private boolean expired(RecentEntry entry) {
        return entry.addedAt().plus(RETENTION).isBefore(clock.instant());
    }
}
