package dev.gioconda.inference;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Schedules the work on the cores. At most one image per core is decoded at once, and one more for the client that used the least time; large
 * ones on at most half of the cores. At most one batch per core is computed. A request that has waited too long is rejected, and of the clients
 * that wait the one that used the least time lately goes first. Background work, such as style transfer or training, takes the
 * cores between two of its steps only when they are idle, or when it has yielded for its maximum time.
 */
public final class ComputeScheduler {

    /** Kind of a task. The kinds have separate permits: otherwise batch workers would idle while images are decoded. */
    public enum TaskKind {
        /** A batch of crops, or a heat map. */
        INFERENCE,
        /** Decoding an image, detecting its faces, and what else is computed from it without a batch. */
        IMAGE,
        /** As {@link #IMAGE}, with an image that takes long: one of 25 megapixels takes a second, and 150 MB while it is decoded. */
        LARGE_IMAGE,
        /** An image in a fast style: one at a time, each also a task of the kind {@link #IMAGE} while it is computed. */
        FAST_STYLE;

        private static final long LARGE_PIXELS = 8_000_000; // most phones have 12 million

        /** The kind of a task that passes over this number of pixels. */
        public static TaskKind of(long pixels) {
            return pixels > LARGE_PIXELS ? LARGE_IMAGE : IMAGE;
        }
    }

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /** After this time without a task the cores are idle. Gaps between two requests of one client are shorter. */
    private static final Duration IDLE_AFTER = Duration.ofMillis(30);

    /** The longest time that background work yields before it takes its next step. */
    private static final Duration MAX_YIELD = Duration.ofSeconds(2);

    private final Map<TaskKind, FairPermits> permits;
    private final Duration maxWait;
    private int running;
    private long lastReleased = System.nanoTime() - IDLE_AFTER.toNanos();

    /**
     * @param cores number of tasks of each kind that run at once, at least 1
     * @param maxWait how long a task may wait for a core
     */
    public ComputeScheduler(int cores, Duration maxWait) {
        FairPermits images = new FairPermits(cores, true);
        this.permits = Map.of(
                TaskKind.INFERENCE,
                new FairPermits(cores, false),
                TaskKind.IMAGE,
                images,
                TaskKind.LARGE_IMAGE,
                images,
                TaskKind.FAST_STYLE,
                new FairPermits(1, false));
        this.maxWait = maxWait;
    }

    /** A task that occupies a core. */
    @FunctionalInterface
    public interface ComputeTask<T, E extends Exception> {
        /** Runs the task. */
        T run() throws E;
    }

    /**
     * Runs a task that belongs to no client, before those of clients that wait.
     *
     * @throws BusyException when no core became free in time
     */
    public <T, E extends Exception> T run(TaskKind kind, ComputeTask<T, E> task) throws E {
        return run(kind, FairPermits.NOBODY, task);
    }

    /**
     * Runs a task of a client as soon as a core is free and it is the client's turn.
     *
     * @param client equal for all tasks of one client, such as its pseudonym
     * @throws BusyException when no core became free in time
     */
    public <T, E extends Exception> T run(TaskKind kind, Object client, ComputeTask<T, E> task) throws E {
        FairPermits ofKind = Objects.requireNonNull(permits.get(kind));
        FairPermits.TaskSize size =
                kind == TaskKind.LARGE_IMAGE ? FairPermits.TaskSize.LARGE : FairPermits.TaskSize.SMALL;
        FairPermits.Permit permit;
        try {
            permit = ofKind.tryAcquire(client, size, maxWait)
                    .orElseThrow(() ->
                            new BusyException("No core became free in time. Try again in two seconds.", RETRY_AFTER));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BusyException("The server is stopping.", RETRY_AFTER);
        }
        begin();
        try {
            return task.run();
        } finally {
            end();
            ofKind.release(permit);
        }
    }

    private synchronized void begin() {
        running++;
    }

    private synchronized void end() {
        running--;
        lastReleased = System.nanoTime();
        if (running == 0) {
            notifyAll();
        }
    }

    /** Whether no task runs, and none did for this time. */
    public synchronized boolean isIdleFor(Duration time) {
        return running == 0 && System.nanoTime() - lastReleased >= time.toNanos();
    }

    /** Waits until the cores are idle, for a limited time: called between two steps of background work. */
    public synchronized void yieldToRequests() {
        long deadline = System.nanoTime() + MAX_YIELD.toNanos();
        try {
            for (long now = System.nanoTime(); now < deadline; now = System.nanoTime()) {
                long untilIdle = lastReleased + IDLE_AFTER.toNanos() - now;
                if (running == 0 && untilIdle <= 0) {
                    return;
                }
                long waitNanos = running == 0 ? Math.min(untilIdle, deadline - now) : deadline - now;
                wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(waitNanos)));
            }
        } catch (InterruptedException interrupted) { // the caller ends its work at an interrupt
            Thread.currentThread().interrupt();
        }
    }
}
