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
 * What was answered in the last quarter of an hour, in memory alone, so that a person can say whether it was right and see where
 * the network looked. When there is too much of it the oldest goes.
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

    /** Keeps it; returns the id under which it is found. */
    synchronized String add(ServedResult served) {
        String id = Tokens.hex(16);
        RecentEntry entry = new RecentEntry(served, clock.instant());
        entries.put(id, entry);
        bytes += entry.bytes();
        expire();
        return id;
    }

    /** Forgets what is too old, or too much. */
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

    /** What was answered under that id. */
    public synchronized ServedResult find(String id) {
        RecentEntry entry = entries.get(id);
        if (entry == null || expired(entry)) {
            throw new ProblemException(
                    Problem.Kind.GONE,
                    "This answer is not known, or was given more than 15 minutes ago, and its picture is gone. Classify the picture again.");
        }
        return entry.served();
    }

    private boolean expired(RecentEntry entry) {
        return entry.addedAt().plus(RETENTION).isBefore(clock.instant());
    }
}
