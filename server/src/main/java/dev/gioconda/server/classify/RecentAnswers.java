package dev.gioconda.server.classify;

import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import dev.gioconda.store.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The results of the last 15 minutes, in memory only, for feedback and heat maps. If they take too much memory, the oldest of the client
 * that has the most are evicted, so that one client cannot evict the results of others.
 */
public final class RecentAnswers {

    /** How long a result is kept. */
    public static final Duration RETENTION = Duration.ofMinutes(15);

    private static final long MAX_BYTES = 128L << 20;

    private final Clock clock;
    private final long maxBytes;
    private final Map<String, RecentEntry> entries = new LinkedHashMap<>();
    private final Map<String, Long> bytesOfClients = new HashMap<>();
    private long bytes;

    private record RecentEntry(RecentAnswer answer, String client, long bytes, Instant addedAt) {}

    public RecentAnswers(Clock clock) {
        this(clock, MAX_BYTES);
    }

    /** @param maxBytes limit of the memory of all results */
    RecentAnswers(Clock clock, long maxBytes) {
        this.clock = clock;
        this.maxBytes = maxBytes;
    }

    /**
     * Adds a result.
     *
     * @param client that it is evicted with
     * @return its id
     */
    synchronized String add(RecentAnswer answer, String client) {
        String id = Tokens.hex(16);
        RecentEntry entry = new RecentEntry(answer, client, answer.bytes(), clock.instant());
        entries.put(id, entry);
        count(entry, entry.bytes());
        expire();
        while (bytes > maxBytes) {
            evictOldestOfLargestClient();
        }
        return id;
    }

    /** Removes the results that are too old. */
    public synchronized void expire() {
        for (Iterator<RecentEntry> oldest = entries.values().iterator(); oldest.hasNext(); ) {
            RecentEntry old = oldest.next();
            if (!expired(old)) {
                break;
            }
            oldest.remove();
            count(old, -old.bytes());
        }
    }

    private void evictOldestOfLargestClient() {
        String largest = bytesOfClients.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        for (Iterator<RecentEntry> oldest = entries.values().iterator(); oldest.hasNext(); ) {
            RecentEntry old = oldest.next();
            if (old.client().equals(largest)) {
                oldest.remove();
                count(old, -old.bytes());
                return;
            }
        }
    }

    private void count(RecentEntry entry, long change) {
        bytes += change;
        long after = bytesOfClients.getOrDefault(entry.client(), 0L) + change;
        if (after == 0) {
            bytesOfClients.remove(entry.client());
        } else {
            bytesOfClients.put(entry.client(), after);
        }
    }

    /** The result with an id. */
    public synchronized RecentAnswer find(String id) {
        RecentEntry entry = entries.get(id);
        if (entry == null || expired(entry)) {
            throw new ProblemException(
                    Problem.Kind.GONE,
                    "The id of the result is unknown, or the result is older than %d minutes and was removed. Classify the image again."
                            .formatted(RETENTION.toMinutes()));
        }
        return entry.answer();
    }

    private boolean expired(RecentEntry entry) {
        return entry.addedAt().plus(RETENTION).isBefore(clock.instant());
    }
}
