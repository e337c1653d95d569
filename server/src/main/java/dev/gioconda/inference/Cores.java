package dev.gioconda.inference;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who computes when. As much is computed at once for people who wait as there are cores, whatever it is: a batch of faces, a heat map, a
 * picture that is decoded. What is nearly answered goes before what has just come, and who has waited too long is turned away. Work that
 * nobody waits for with a watch in the hand, a painting or a training, takes the cores between two of its steps only when they are
 * idle, or when it has given way for long enough.
 */
public final class Cores {

    /** What is waited for, the most urgent first. */
    public enum Rank {
        /** Crops that are in a batch, and heat maps. */
        ANSWER,
        /** A picture that has just come. */
        LOOK
    }

    private static final Duration SOON = Duration.ofSeconds(2);

    /** Nobody comes for so long: the cores are idle. Shorter gaps lie between two requests of one client. */
    private static final Duration QUIET = Duration.ofMillis(30);

    /** So long a painting gives way before it takes its next step all the same. */
    private static final Duration MODESTY = Duration.ofSeconds(2);

    private final int all;
    private final Duration longest;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private final PriorityQueue<Waiting> queue = new PriorityQueue<>(
            Comparator.comparing((Waiting waiting) -> waiting.rank).thenComparing(waiting -> waiting.number));
    private int free;
    private long came;
    private long released = System.nanoTime() - QUIET.toNanos();

    private static final class Waiting {
        private final Rank rank;
        private final long number;
        private final Condition turn;
        private boolean granted;

        Waiting(Rank rank, long number, Condition turn) {
            this.rank = rank;
            this.number = number;
            this.turn = turn;
        }
    }

    /**
     * @param all how many compute at once, at least 1
     * @param longest how long one may wait for a core
     */
    public Cores(int all, Duration longest) {
        this.all = all;
        this.free = all;
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
    public <T, E extends Exception> T take(Rank rank, Work<T, E> work) throws E {
        try {
            if (!acquire(rank)) {
                throw new BusyException("No core became free in time. Try again in two seconds.", SOON);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BusyException("The server stops.", SOON);
        }
        try {
            return work.perform();
        } finally {
            release();
        }
    }

    private boolean acquire(Rank rank) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (free > 0) { // then nobody waits: a core that is released goes to whoever does
                free--;
                return true;
            }
            Waiting mine = new Waiting(rank, came++, lock.newCondition());
            queue.add(mine);
            long left = longest.toNanos();
            try {
                while (!mine.granted && left > 0) {
                    left = mine.turn.awaitNanos(left);
                }
            } catch (InterruptedException stopped) {
                if (mine.granted) {
                    handOn();
                }
                throw stopped;
            } finally {
                queue.remove(mine);
            }
            return mine.granted;
        } finally {
            lock.unlock();
        }
    }

    private void release() {
        lock.lock();
        try {
            handOn();
        } finally {
            lock.unlock();
        }
    }

    private void handOn() {
        Waiting next = queue.poll();
        if (next != null) {
            next.granted = true;
            next.turn.signal();
        } else {
            free++;
            released = System.nanoTime();
            change.signalAll();
        }
    }

    /** Waits until the cores are idle, but not for ever: called between two steps of what nobody waits for. */
    public void giveWay() {
        lock.lock();
        try {
            long end = System.nanoTime() + MODESTY.toNanos();
            for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                long quiet = released + QUIET.toNanos() - now;
                boolean idle = free == all;
                if (idle && quiet <= 0) {
                    return;
                }
                long wait = Math.min(end - now, idle ? quiet : end - now);
                if (!change.await(wait, TimeUnit.NANOSECONDS) && !idle) {
                    return;
                }
            }
        } catch (InterruptedException stopped) { // whoever interrupts wants no further step either
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
