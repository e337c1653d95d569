package dev.gioconda.server.classify;

import dev.gioconda.inference.Examination;
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

    private static final Duration KEPT = Duration.ofMinutes(15);
    private static final long MOST_BYTES = 128L << 20;

    private final Clock clock;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private long bytes;

    private record Entry(Examination examination, Instant since) {
        private long bytes() {
            return examination.picture().rgb().length;
        }
    }

    public RecentAnswers(Clock clock) {
        this.clock = clock;
    }

    /** Keeps it; returns the id under which it is found. */
    synchronized String keep(Examination examination) {
        String id = Tokens.hex(16);
        Entry entry = new Entry(examination, clock.instant());
        entries.put(id, entry);
        bytes += entry.bytes();
        expire();
        return id;
    }

    /** Forgets what is too old, or too much. */
    public synchronized void expire() {
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            Entry old = oldest.next();
            if (bytes <= MOST_BYTES && !expired(old)) {
                break;
            }
            oldest.remove();
            bytes -= old.bytes();
        }
    }

    /** What was answered under that id. */
    public synchronized Examination find(String id) {
        Entry entry = entries.get(id);
        if (entry == null || expired(entry)) {
            throw new ProblemException(
                    Problem.Kind.GONE,
                    "This answer is not known, or was given more than 15 minutes ago, and its picture is gone. Classify the picture again.");
        }
        return entry.examination();
    }

    private boolean expired(Entry entry) {
        return entry.since().plus(KEPT).isBefore(clock.instant());
    }
}
