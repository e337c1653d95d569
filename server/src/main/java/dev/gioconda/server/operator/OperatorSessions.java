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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of operators in browsers: random ids, of which only hashes are kept in memory. A session ends at logout, after 12 hours, or
 * when the server stops, and is of no use when its operator is removed.
 */
final class OperatorSessions {

    /** The longest time of a session. */
    static final Duration LIFETIME = Duration.ofHours(12);

    private static final int MAX_SESSIONS = 100;

    private final Clock clock;
    private final Map<String, Session> sessions = new LinkedHashMap<>(); // by the hash of the id, the oldest first

    private record Session(Operator operator, Instant end) {}

    OperatorSessions(Clock clock) {
        this.clock = clock;
    }

    /** Opens a session; returns its id. The oldest ends if there are too many. */
    synchronized String open(Operator operator) {
        for (Iterator<Session> oldest = sessions.values().iterator(); oldest.hasNext(); ) {
            Session session = oldest.next();
            if (sessions.size() < MAX_SESSIONS && session.end().isAfter(clock.instant())) {
                break;
            }
            oldest.remove();
        }
        String id = Tokens.hex(32);
        sessions.put(hash(id), new Session(operator, clock.instant().plus(LIFETIME)));
        return id;
    }

    /** The operator of the session with this id; empty if there is no such session. */
    synchronized Optional<Operator> find(@Nullable String id) {
        Session session = id == null ? null : sessions.get(hash(id));
        return session != null && session.end().isAfter(clock.instant())
                ? Optional.of(session.operator())
                : Optional.empty();
    }

    /** Ends a session. */
    synchronized void end(@Nullable String id) {
        if (id != null) {
            sessions.remove(hash(id));
        }
    }

    private static String hash(String id) {
        return Hashes.sha256(id.getBytes(StandardCharsets.UTF_8));
    }
}
