package dev.gioconda.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Permits that clients share: a free permit is given to the waiting client that holds the fewest, and of these to the one that used the least
 * time lately. So a client with many or long tasks delays its own. Large tasks hold at most half of the permits, at least one, so that
 * a small task of any client does not wait for the end of a large one, if there are two permits or more. If the permits are shared, one more is for the small task of
 * a client that holds none and used less time lately than every client that holds one: it shares the cores with them instead of waiting.
 */
final class FairPermits {

    /** The client of tasks that belong to nobody: they count as no usage, so that they go first. */
    static final Object NOBODY = new Object();

    private final RecentUsage usage;
    private final boolean shared;
    private final Map<Object, Integer> held = new HashMap<>();
    private final List<Waiter> waiting = new ArrayList<>();
    private int free; // -1 while the one beyond the number is held
    private int freeForLarge;

    /** Size of a task. */
    enum TaskSize {
        SMALL,
        LARGE
    }

    /**
     * A permit that is held.
     *
     * @param grantedAt moment of the clock
     */
    record Permit(Object client, TaskSize size, long grantedAt) {}

    private static final class Waiter {
        private final Object client;
        private final TaskSize size;
        private final CountDownLatch granted = new CountDownLatch(1);

        Waiter(Object client, TaskSize size) {
            this.client = client;
            this.size = size;
        }
    }

    /**
     * @param permits number of permits, at least 1
     * @param shared whether there is one more for a client that used less time than the others
     */
    FairPermits(int permits, boolean shared) {
        this(permits, shared, System::nanoTime);
    }

    /** Permits with another monotonic clock. */
    FairPermits(int permits, boolean shared, LongSupplier nanoTime) {
        this.free = permits;
        this.freeForLarge = Math.max(1, permits / 2);
        this.shared = shared;
        this.usage = new RecentUsage(nanoTime);
    }

    /**
     * Takes a permit.
     *
     * @param client equal for all tasks of one client
     * @return empty when none became free in time
     */
    Optional<Permit> tryAcquire(Object client, TaskSize size, Duration maxWait) throws InterruptedException {
        Waiter waiter = new Waiter(client, size);
        synchronized (this) {
            waiting.add(waiter);
            grant();
        }
        try {
            boolean granted = waiter.granted.await(maxWait.toNanos(), TimeUnit.NANOSECONDS) || !canceled(waiter);
            return granted ? Optional.of(new Permit(client, size, usage.now())) : Optional.empty();
        } catch (InterruptedException interrupted) {
            if (!canceled(waiter)) {
                release(new Permit(client, size, usage.now()));
            }
            throw interrupted;
        }
    }

    /** Removes a waiter; false if it has got its permit in the meantime. */
    private synchronized boolean canceled(Waiter waiter) {
        return waiting.remove(waiter);
    }

    /** Returns a permit; the time that it was held counts as the client's usage. */
    synchronized void release(Permit permit) {
        if (permit.client() != NOBODY) {
            usage.addSince(permit.client(), permit.grantedAt());
        }
        held.computeIfPresent(permit.client(), (client, count) -> count == 1 ? null : count - 1);
        free++;
        if (permit.size() == TaskSize.LARGE) {
            freeForLarge++;
        }
        grant();
    }

    /** The number of requests that wait. */
    synchronized int waiting() {
        return waiting.size();
    }

    private void grant() {
        Optional<Waiter> next = next();
        while (next.isPresent()) {
            Waiter waiter = next.get();
            waiting.remove(waiter);
            free--;
            if (waiter.size == TaskSize.LARGE) {
                freeForLarge--;
            }
            if (waiter.client != NOBODY) {
                held.merge(waiter.client, 1, Integer::sum);
            }
            waiter.granted.countDown();
            next = next();
        }
    }

    /** The waiter that gets a permit now; of equal ones, the first that came. */
    private Optional<Waiter> next() {
        long now = usage.now(); // one moment for all, since usage decays while it is compared
        return waiting.stream()
                .filter(waiter -> waiter.size == TaskSize.SMALL || freeForLarge > 0)
                .filter(waiter -> free > 0 || (shared && free == 0 && mayShare(waiter, now)))
                .min(Comparator.<Waiter>comparingInt(waiter -> held.getOrDefault(waiter.client, 0))
                        .thenComparingDouble(waiter -> usage.nanos(waiter.client, now)));
    }

    /** Whether a client gets the permit beyond the number of permits. */
    private boolean mayShare(Waiter waiter, long now) {
        double used = usage.nanos(waiter.client, now);
        return waiter.client != NOBODY // the permit is for a client, and nobody would always get it
                && waiter.size == TaskSize.SMALL
                && !held.containsKey(waiter.client)
                && held.keySet().stream().allMatch(holder -> used < usage.nanos(holder, now));
    }
}
