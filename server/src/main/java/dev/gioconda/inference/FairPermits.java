package dev.gioconda.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Permits that clients share: a free permit is given to the waiting client that holds the fewest, and clients that hold the same number take
 * turns. So a client with many requests delays its own, and another client by at most the task that is running.
 */
final class FairPermits {

    private final Map<Object, Integer> held = new HashMap<>();
    private final List<Waiter> waiting = new ArrayList<>();
    private int free;

    private record Waiter(Object client, CountDownLatch granted) {}

    /** @param permits number of permits, at least 1 */
    FairPermits(int permits) {
        this.free = permits;
    }

    /**
     * Takes a permit.
     *
     * @param client that {@link #release} is called with
     * @return false when none became free in time
     */
    boolean tryAcquire(Object client, Duration maxWait) throws InterruptedException {
        Waiter waiter = new Waiter(client, new CountDownLatch(1));
        synchronized (this) {
            waiting.add(waiter);
            grant();
        }
        try {
            return waiter.granted().await(maxWait.toNanos(), TimeUnit.NANOSECONDS) || !canceled(waiter);
        } catch (InterruptedException interrupted) {
            if (!canceled(waiter)) {
                release(client);
            }
            throw interrupted;
        }
    }

    /** Removes a waiter; false if it has got its permit in the meantime. */
    private synchronized boolean canceled(Waiter waiter) {
        return waiting.remove(waiter);
    }

    /** Returns a permit of a client. */
    synchronized void release(Object client) {
        int remaining = held.getOrDefault(client, 0) - 1;
        if (remaining > 0) {
            held.put(client, remaining);
        } else {
            held.remove(client);
        }
        free++;
        grant();
    }

    /** The number of requests that wait. */
    synchronized int waiting() {
        return waiting.size();
    }

    private void grant() {
        while (free > 0 && !waiting.isEmpty()) {
            Waiter next = next();
            free--;
            held.merge(next.client(), 1, Integer::sum);
            next.granted().countDown();
        }
    }

    /** Removes the first waiter of a client that holds the fewest permits, and moves the others of this client to the end. */
    private Waiter next() {
        Waiter next = waiting.get(0);
        for (Waiter waiter : waiting) {
            if (held.getOrDefault(waiter.client(), 0) < held.getOrDefault(next.client(), 0)) {
                next = waiter;
            }
        }
        waiting.remove(next);
        List<Waiter> ofSameClient = new ArrayList<>();
        for (Iterator<Waiter> others = waiting.iterator(); others.hasNext(); ) {
            Waiter other = others.next();
            if (other.client().equals(next.client())) {
                others.remove();
                ofSameClient.add(other);
            }
        }
        waiting.addAll(ofSameClient);
        return next;
    }
}
