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
public final class Cores {

    /** What is waited for. One kind does not wait for the other: a lane that did would leave its core idle while pictures are decoded. */
    public enum Kind {
        /** Crops that are in a batch, and heat maps. */
        ANSWER,
        /** A picture that has just come; one of 25 megapixels takes 150 MB while it is decoded. */
        LOOK
    }

    private static final Duration SOON = Duration.ofSeconds(2);

    /** Nobody comes for so long: the cores are idle. Shorter gaps lie between two requests of one client. */
    private static final Duration QUIET = Duration.ofMillis(30);

    /** So long a painting gives way before it takes its next step all the same. */
    private static final Duration MODESTY = Duration.ofSeconds(2);

    private final Map<Kind, Semaphore> turns;
    private final Duration longest;
    private int busy;
    private long released = System.nanoTime() - QUIET.toNanos();

    /**
     * @param all how many of a kind compute at once, at least 1
     * @param longest how long one may wait for a turn
     */
    public Cores(int all, Duration longest) {
        this.turns = Map.of(Kind.ANSWER, new Semaphore(all, true), Kind.LOOK, new Semaphore(all, true));
        this.longest = longest;
    }

    /** Work that takes a core. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        /** Does it. */
        T perform() throws E;
    }

    /**
     * Does work when its turn comes.
     *
     * @throws BusyException when it did not come in time
     */
    public <T, E extends Exception> T take(Kind kind, Work<T, E> work) throws E {
        Semaphore turn = turns.getOrDefault(kind, new Semaphore(0));
        try {
            if (!turn.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BusyException("No core became free in time. Try again in two seconds.", SOON);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BusyException("The server stops.", SOON);
        }
        begin();
        try {
            return work.perform();
        } finally {
            end();
            turn.release();
        }
    }

    private synchronized void begin() {
        busy++;
    }

    private synchronized void end() {
        busy--;
        released = System.nanoTime();
        if (busy == 0) {
            notifyAll();
        }
    }

    /** Waits until the cores are idle, but not for ever: called between two steps of what nobody waits for. */
    public synchronized void giveWay() {
        long end = System.nanoTime() + MODESTY.toNanos();
        try {
            for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                long quiet = released + QUIET.toNanos() - now;
                if (busy == 0 && quiet <= 0) {
                    return;
                }
                long wait = busy == 0 ? Math.min(quiet, end - now) : end - now;
                wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait)));
            }
        } catch (InterruptedException stopped) { // whoever interrupts wants no further step either
            Thread.currentThread().interrupt();
        }
    }
}
