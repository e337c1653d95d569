package dev.gioconda.inference;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Who computes when. As many pictures are decoded at once as there are cores, and as many answers are computed, whoever asked and whatever
 * for; who has waited too long is turned away. Work that nobody waits for with a watch in the hand, a painting or a training, takes the
 * cores between two of its steps only when they are idle, or when it has given way for long enough.
 */
public final class ComputeScheduler {

    /** What is waited for. One kind does not wait for the other: a lane that did would leave its core idle while pictures are decoded. */
    public enum TaskKind {
        /** Crops that are in a batch, and heat maps. */
        INFERENCE,
        /** A picture that has just come; one of 25 megapixels takes 150 MB while it is decoded. */
        IMAGE
    }

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /** Nobody comes for so long: the cores are idle. Shorter gaps lie between two requests of one client. */
    private static final Duration IDLE_AFTER = Duration.ofMillis(30);

    /** So long a painting gives way before it takes its next step all the same. */
    private static final Duration MAX_YIELD = Duration.ofSeconds(2);

    private final Map<TaskKind, Semaphore> permits;
    private final Duration maxWait;
    private int running;
    private long lastReleased = System.nanoTime() - IDLE_AFTER.toNanos();

    /**
     * @param cores how many of a kind compute at once, at least 1
     * @param maxWait how long one may wait for a turn
     */
    public ComputeScheduler(int cores, Duration maxWait) {
        this.permits =
                Map.of(TaskKind.INFERENCE, new Semaphore(cores, true), TaskKind.IMAGE, new Semaphore(cores, true));
        this.maxWait = maxWait;
    }

    /** Work that takes a core. */
    @FunctionalInterface
    public interface ComputeTask<T, E extends Exception> {
        /** Does it. */
        T run() throws E;
    }

    /**
     * Does work when its turn comes.
     *
     * @throws BusyException when it did not come in time
     */
    public <T, E extends Exception> T run(TaskKind kind, ComputeTask<T, E> task) throws E {
        Semaphore permit = permits.getOrDefault(kind, new Semaphore(0));
        try {
            if (!permit.tryAcquire(maxWait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BusyException("No core became free in time. Try again in two seconds.", RETRY_AFTER);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BusyException("The server stops.", RETRY_AFTER);
        }
        begin();
        try {
            return task.run();
        } finally {
            end();
            permit.release();
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

    /** Waits until the cores are idle, but not for ever: called between two steps of what nobody waits for. */
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
        } catch (InterruptedException interrupted) { // whoever interrupts wants no further step either
            Thread.currentThread().interrupt();
        }
    }
}
