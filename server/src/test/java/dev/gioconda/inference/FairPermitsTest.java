package dev.gioconda.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.inference.FairPermits.TaskSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client with many or large tasks does not delay the small ones of another. */
@Timeout(60)
class FairPermitsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static final long SECOND = 1_000_000_000;

    private final AtomicLong clock = new AtomicLong();
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());

    @Test
    void client_that_used_less_time_goes_first() throws InterruptedException {
        FairPermits permits = new FairPermits(1, true, clock::get);
        FairPermits.Permit flood = acquire(permits, "flood", TaskSize.SMALL);
        CountDownLatch done = new CountDownLatch(4);
        for (String client : List.of("flood", "flood", "flood", "other")) {
            enqueue(permits, client, TaskSize.SMALL, done);
        }
        clock.addAndGet(SECOND);
        permits.release(flood);
        done.await();
        assertThat(order).containsExactly("other", "flood", "flood", "flood");
    }

    @Test
    void client_with_fewer_running_tasks_goes_first() throws InterruptedException {
        FairPermits permits = new FairPermits(2, true, clock::get);
        FairPermits.Permit flood = acquire(permits, "flood", TaskSize.SMALL);
        acquire(permits, "flood", TaskSize.SMALL);
        CountDownLatch done = new CountDownLatch(3);
        for (String client : List.of("flood", "flood", "other")) {
            enqueue(permits, client, TaskSize.SMALL, done);
        }
        permits.release(flood);
        done.await();
        assertThat(order).containsExactly("other", "flood", "flood");
    }

    @Test
    void usage_is_forgotten_with_time() throws InterruptedException {
        FairPermits permits = new FairPermits(1, true, clock::get);
        FairPermits.Permit early = acquire(permits, "early", TaskSize.SMALL);
        clock.addAndGet(4 * SECOND);
        permits.release(early);
        clock.addAndGet(60 * SECOND); // 4 s count as 1/16 s
        FairPermits.Permit late = acquire(permits, "late", TaskSize.SMALL);
        clock.addAndGet(SECOND);
        CountDownLatch done = new CountDownLatch(2);
        enqueue(permits, "late", TaskSize.SMALL, done);
        enqueue(permits, "early", TaskSize.SMALL, done);
        permits.release(late);
        done.await();
        assertThat(order).containsExactly("early", "late");
    }

    @Test
    void small_task_does_not_wait_for_large_ones() throws InterruptedException {
        FairPermits permits = new FairPermits(2, true, clock::get);
        FairPermits.Permit large = acquire(permits, "flood", TaskSize.LARGE);
        CountDownLatch second = new CountDownLatch(1);
        enqueue(permits, "another", TaskSize.LARGE, second);
        acquire(permits, "honest", TaskSize.SMALL);
        assertThat(permits.waiting()).isEqualTo(1);
        permits.release(large);
        second.await();
        assertThat(order).containsExactly("another");
    }

    @Test
    void client_that_used_least_shares_the_cores() throws InterruptedException {
        FairPermits permits = new FairPermits(1, true, clock::get);
        FairPermits.Permit before = acquire(permits, "flood", TaskSize.SMALL);
        clock.addAndGet(SECOND);
        permits.release(before);
        acquire(permits, "flood", TaskSize.SMALL);
        acquire(permits, "honest", TaskSize.SMALL);
        assertThat(permits.tryAcquire("flood", TaskSize.SMALL, Duration.ofMillis(1)))
                .isEmpty();
        assertThat(permits.tryAcquire("third", TaskSize.SMALL, Duration.ofMillis(1)))
                .isEmpty();
    }

    @Test
    void requests_of_one_client_keep_their_order() throws InterruptedException {
        FairPermits permits = new FairPermits(1, true, () -> clock.addAndGet(SECOND / 1000)); // every reading is later
        FairPermits.Permit held = acquire(permits, "client", TaskSize.SMALL);
        permits.release(held);
        held = acquire(permits, "client", TaskSize.SMALL);
        CountDownLatch done = new CountDownLatch(3);
        for (String name : List.of("first", "second", "third")) {
            enqueue(permits, "client", name, TaskSize.SMALL, done);
        }
        permits.release(held);
        done.await();
        assertThat(order).containsExactly("first", "second", "third");
    }

    @Test
    void usage_of_nobody_is_not_counted() throws InterruptedException {
        FairPermits permits = new FairPermits(1, false, clock::get);
        FairPermits.Permit held =
                permits.tryAcquire(FairPermits.NOBODY, TaskSize.SMALL, LONG).orElseThrow();
        CountDownLatch done = new CountDownLatch(2);
        enqueue(permits, "client", TaskSize.SMALL, done);
        clock.addAndGet(SECOND);
        enqueue(permits, FairPermits.NOBODY, "nobody", TaskSize.SMALL, done);
        permits.release(held);
        done.await();
        assertThat(order).containsExactly("client", "nobody"); // neither has used any time, and the client came first
    }

    @Test
    void task_of_nobody_never_shares_the_cores() throws InterruptedException {
        FairPermits permits = new FairPermits(1, true, clock::get);
        FairPermits.Permit before = acquire(permits, "flood", TaskSize.SMALL);
        clock.addAndGet(SECOND);
        permits.release(before);
        acquire(permits, "flood", TaskSize.SMALL);
        assertThat(permits.tryAcquire(FairPermits.NOBODY, TaskSize.SMALL, Duration.ofMillis(1)))
                .isEmpty();
        assertThat(permits.tryAcquire("honest", TaskSize.SMALL, Duration.ZERO)).isPresent();
    }

    @Test
    void large_task_never_shares_the_cores() throws InterruptedException {
        FairPermits permits = new FairPermits(1, true, clock::get);
        FairPermits.Permit before = acquire(permits, "flood", TaskSize.SMALL);
        clock.addAndGet(SECOND);
        permits.release(before);
        acquire(permits, "flood", TaskSize.SMALL);
        assertThat(permits.tryAcquire("other", TaskSize.LARGE, Duration.ofMillis(1)))
                .isEmpty();
    }

    @Test
    void large_task_runs_with_a_single_permit() throws InterruptedException {
        FairPermits permits = new FairPermits(1, true, clock::get);
        permits.release(acquire(permits, "client", TaskSize.LARGE));
        permits.release(acquire(permits, "client", TaskSize.LARGE));
        assertThat(permits.waiting()).isZero();
    }

    @Test
    void timed_out_request_leaves_the_queue() throws InterruptedException {
        FairPermits permits = new FairPermits(1, true, clock::get);
        FairPermits.Permit held = acquire(permits, "a", TaskSize.SMALL);
        assertThat(permits.tryAcquire("b", TaskSize.SMALL, Duration.ofMillis(1)))
                .isEmpty();
        assertThat(permits.waiting()).isZero();
        permits.release(held);
        assertThat(permits.tryAcquire("b", TaskSize.SMALL, Duration.ZERO)).isPresent();
    }

    private static FairPermits.Permit acquire(FairPermits permits, String client, TaskSize size)
            throws InterruptedException {
        return permits.tryAcquire(client, size, LONG).orElseThrow();
    }

    /** Starts a thread that waits for a permit, records its turn and returns the permit. */
    private void enqueue(FairPermits permits, String client, TaskSize size, CountDownLatch done) {
        enqueue(permits, client, client, size, done);
    }

    private void enqueue(FairPermits permits, Object client, String name, TaskSize size, CountDownLatch done) {
        int before = permits.waiting();
        Thread thread = new Thread(() -> {
            try {
                permits.tryAcquire(client, size, LONG).ifPresent(permit -> {
                    order.add(name);
                    permits.release(permit);
                });
                done.countDown();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        while (permits.waiting() == before) {
            Thread.onSpinWait();
        }
    }
}
