package dev.gioconda.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client with many requests does not delay another by more than a task. */
@Timeout(60)
class FairPermitsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<String> order = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads = new ArrayList<>();

    @Test
    void clients_take_turns_on_one_core() throws InterruptedException {
        FairPermits permits = new FairPermits(1);
        assertThat(permits.tryAcquire("flood", LONG)).isTrue();
        CountDownLatch done = new CountDownLatch(4);
        for (String client : List.of("flood", "flood", "flood", "other")) {
            enqueue(permits, client, done);
        }
        permits.release("flood");
        done.await();
        assertThat(order).containsExactly("flood", "other", "flood", "flood");
    }

    @Test
    void client_with_fewer_running_tasks_goes_first() throws InterruptedException {
        FairPermits permits = new FairPermits(2);
        assertThat(permits.tryAcquire("flood", LONG)).isTrue();
        assertThat(permits.tryAcquire("flood", LONG)).isTrue();
        CountDownLatch done = new CountDownLatch(3);
        for (String client : List.of("flood", "flood", "other")) {
            enqueue(permits, client, done);
        }
        permits.release("flood");
        done.await();
        assertThat(order).containsExactly("other", "flood", "flood");
    }

    @Test
    void timed_out_request_leaves_the_queue() throws InterruptedException {
        FairPermits permits = new FairPermits(1);
        assertThat(permits.tryAcquire("a", LONG)).isTrue();
        assertThat(permits.tryAcquire("b", Duration.ofMillis(1))).isFalse();
        assertThat(permits.waiting()).isZero();
        permits.release("a");
        assertThat(permits.tryAcquire("b", Duration.ZERO)).isTrue();
    }

    /** Starts a thread that waits for a permit, records its turn and returns the permit. */
    private void enqueue(FairPermits permits, String client, CountDownLatch done) {
        int before = permits.waiting();
        Thread thread = new Thread(() -> {
            try {
                if (permits.tryAcquire(client, LONG)) {
                    order.add(client);
                    permits.release(client);
                }
                done.countDown();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        threads.add(thread);
        thread.start();
        while (permits.waiting() == before) {
            Thread.onSpinWait();
        }
    }
}
