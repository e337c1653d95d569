package dev.gioconda.bench.hostile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The ids of style jobs that the attackers know: their own and those of the honest client. The newest 100. */
public final class KnownJobs {

    private static final int MAX = 100;

    private final Deque<String> ids = new ArrayDeque<>();

    /** Adds a job. */
    public synchronized void add(String id) {
        ids.addLast(id);
        if (ids.size() > MAX) {
            ids.removeFirst();
        }
    }

    /** Any of them; empty if there is none. */
    synchronized Optional<String> any(SplittableRandom random) {
        return ids.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(ids).get(random.nextInt(ids.size())));
    }
}
