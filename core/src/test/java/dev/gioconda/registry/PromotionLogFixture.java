package dev.gioconda.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Eight writers at one promotion log over bad connections, a reader beside them, and what must be true afterwards. Every act has a
 * name of its own, which it leaves in the log as its reason.
 */
final class PromotionLogFixture {

    static final int WRITERS = 8;

    private static final String MODEL = "smile";
    private static final Instant BEGIN = Instant.parse("2026-11-24T12:00:00Z");

    private final long seed;
    private final Set<String> attempted = Collections.synchronizedSet(new HashSet<>());
    private final Map<String, LogEntry> acknowledged = Collections.synchronizedMap(new HashMap<>());
    private final AtomicInteger unknown = new AtomicInteger();
    private final AtomicBoolean finished = new AtomicBoolean();

    PromotionLogFixture(long seed) {
        this.seed = seed;
    }

    /** Gives a writer's store, with its own bad luck. */
    @FunctionalInterface
    interface WriterConnection {
        ObjectStore of(int writer);
    }

    /**
     * Plays it and judges what is left.
     *
     * @param faultFree the same store over a good connection
     */
    void run(WriterConnection connection, ObjectStore faultFree, ExecutorService threads) throws Exception {
        List<Callable<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int number = writer;
            writers.add(() -> appendRandomly(number, connection.of(number)));
        }
        Future<?> reader = threads.submit(() -> {
            watchHistory(faultFree);
            return null;
        });
        for (Future<Void> writer : threads.invokeAll(writers)) {
            writer.get();
        }
        finished.set(true);
        reader.get();
        assertConsistent(log(faultFree, 0).history());
    }

    private PromotionLog log(ObjectStore store, int writer) {
        Clock clock = new ManualClock(BEGIN.plus(Duration.ofSeconds((seed + writer * 37L) % 100))); // none is right
        return new PromotionLog(store, MODEL, clock);
    }

    private Void appendRandomly(int writer, ObjectStore store) {
        Random random = new Random(seed * WRITERS + writer);
        PromotionLog log = log(store, writer);
        for (int operation = 0; operation < 1 + random.nextInt(2); operation++) {
            String name = "act " + operation + " of writer " + writer;
            attempted.add(name);
            try {
                acknowledged.put(
                        name, random.nextInt(3) == 0 ? rollback(log, name) : promote(log, random.nextInt(3), name));
            } catch (IOException unconfirmed) {
                unknown.incrementAndGet(); // it may be there or not
            }
        }
        return null;
    }

    private static LogEntry promote(PromotionLog log, int version, String name) throws IOException {
        return log.append(LogEntry.Action.PROMOTE, last -> "v" + version, name, name, LogEntry.NO_GATE);
    }

    private static LogEntry rollback(PromotionLog log, String name) throws IOException {
        return log.append(
                LogEntry.Action.ROLLBACK,
                last -> RollbackHistory.previousChampion(log.entriesUpTo(last))
                        .orElseThrow(() -> new IOException("nothing before")),
                name,
                name,
                LogEntry.NO_GATE);
    }

    /** What was there once stays there, in its place. */
    private void watchHistory(ObjectStore faultFree) throws IOException {
        PromotionLog log = log(faultFree, 0);
        List<LogEntry> earlier = List.of();
        while (!finished.get()) {
            List<LogEntry> current = log.history();
            assertThat(current.size()).isGreaterThanOrEqualTo(earlier.size());
            assertThat(current.subList(0, earlier.size())).isEqualTo(earlier);
            earlier = current;
            LockSupport.parkNanos(5_000_000);
        }
    }

    private void assertConsistent(List<LogEntry> history) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < history.size(); i++) {
            LogEntry entry = history.get(i);
            assertThat(entry.seq()).isEqualTo(i + 1L);
            assertThat(names.add(entry.why()))
                    .as("%s is there once", entry.why())
                    .isTrue();
            if (i > 0) {
                assertThat(entry.when()).isAfterOrEqualTo(history.get(i - 1).when());
            }
            if (entry.action() == LogEntry.Action.ROLLBACK) { // it saw all that was before it
                assertThat(RollbackHistory.previousChampion(history.subList(0, i)))
                        .contains(entry.version());
            }
        }
        assertThat(attempted).hasSize(acknowledged.size() + unknown.get());
        assertThat(attempted).as("nothing is invented").containsAll(names);
        acknowledged.forEach((name, entry) -> assertThat(history.get((int) entry.seq() - 1))
                .as("what %s was told is there", name)
                .isEqualTo(entry));
    }
}
