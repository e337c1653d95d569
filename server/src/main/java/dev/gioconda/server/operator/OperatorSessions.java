package dev.gioconda.server.operator;

import dev.gioconda.file.Hashes;
import dev.gioconda.store.Tokens;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of operators in browsers: random ids, of which only hashes are kept in memory. A session ends at logout, after 12 hours, or
 * when the server stops.
 */
final class OperatorSessions {

    /** The longest time of a session. */
    static final Duration LIFETIME = Duration.ofHours(12);

    private static final int MAX_SESSIONS = 100;

    private final Clock clock;
    private final Map<String, Instant> ends = new LinkedHashMap<>(); // by the hash of the id, the oldest first

    OperatorSessions(Clock clock) {
        this.clock = clock;
    }

    /** Opens a session; returns its id. The oldest ends if there are too many. */
    synchronized String open() {
        for (Iterator<Instant> oldest = ends.values().iterator(); oldest.hasNext(); ) {
            Instant end = oldest.next();
            if (ends.size() < MAX_SESSIONS && end.isAfter(clock.instant())) {
                break;
            }
            oldest.remove();
        }
        String id = Tokens.hex(32);
        ends.put(hash(id), clock.instant().plus(LIFETIME));
        return id;
    }

    /** Whether a session has this id. */
    synchronized boolean isOpen(@Nullable String id) {
        Instant end = id == null ? null : ends.get(hash(id));
        return end != null && end.isAfter(clock.instant());
    }

    /** Ends a session. */
    synchronized void end(@Nullable String id) {
        if (id != null) {
            ends.remove(hash(id));
        }
    }

    private static String hash(String id) {
        return Hashes.sha256(id.getBytes(StandardCharsets.UTF_8));
    }
}
