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
final class LogStory {

    static final int WRITERS = 8;

    private static final String MODEL = "smile";
    private static final Instant BEGIN = Instant.parse("2026-11-24T12:00:00Z");

    private final long seed;
    private final Set<String> begun = Collections.synchronizedSet(new HashSet<>());
    private final Map<String, LogEntry> told = Collections.synchronizedMap(new HashMap<>());
    private final AtomicInteger unknown = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();

    LogStory(long seed) {
        this.seed = seed;
    }

    /** Gives a writer's store, with its own bad luck. */
    @FunctionalInterface
    interface Connection {
        ObjectStore of(int writer);
    }

    /**
     * Plays it and judges what is left.
     *
     * @param clean the same store over a good connection
     */
    void play(Connection connection, ObjectStore clean, ExecutorService threads) throws Exception {
        List<Callable<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int number = writer;
            writers.add(() -> write(number, connection.of(number)));
        }
        Future<?> reader = threads.submit(() -> {
            read(clean);
            return null;
        });
        for (Future<Void> writer : threads.invokeAll(writers)) {
            writer.get();
        }
        over.set(true);
        reader.get();
        judge(log(clean, 0).history());
    }

    private PromotionLog log(ObjectStore store, int writer) {
        Clock clock = new SetClock(BEGIN.plus(Duration.ofSeconds((seed + writer * 37L) % 100))); // none is right
        return new PromotionLog(store, MODEL, clock);
    }

    private Void write(int writer, ObjectStore store) {
        Random random = new Random(seed * WRITERS + writer);
        PromotionLog log = log(store, writer);
        for (int act = 0; act < 1 + random.nextInt(2); act++) {
            String name = "act " + act + " of writer " + writer;
            begun.add(name);
            try {
                told.put(name, random.nextInt(3) == 0 ? rollback(log, name) : promote(log, random.nextInt(3), name));
            } catch (IOException lost) {
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
                last -> Champions.before(log.until(last)).orElseThrow(() -> new IOException("nothing before")),
                name,
                name,
                LogEntry.NO_GATE);
    }

    /** What was there once stays there, in its place. */
    private void read(ObjectStore clean) throws IOException {
        PromotionLog log = log(clean, 0);
        List<LogEntry> seen = List.of();
        while (!over.get()) {
            List<LogEntry> now = log.history();
            assertThat(now.size()).isGreaterThanOrEqualTo(seen.size());
            assertThat(now.subList(0, seen.size())).isEqualTo(seen);
            seen = now;
            LockSupport.parkNanos(5_000_000);
        }
    }

    private void judge(List<LogEntry> history) {
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
                assertThat(Champions.before(history.subList(0, i))).contains(entry.version());
            }
        }
        assertThat(begun).hasSize(told.size() + unknown.get());
        assertThat(begun).as("nothing is invented").containsAll(names);
        told.forEach((name, entry) -> assertThat(history.get((int) entry.seq() - 1))
                .as("what %s was told is there", name)
                .isEqualTo(entry));
    }
}
