package dev.gioconda.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No more compute at once than there are cores, and what nobody waits for gives way. */
class CoresTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void no_more_of_a_kind_compute_at_once_than_there_are_cores() throws InterruptedException {
        Cores cores = new Cores(2, Duration.ofSeconds(30));
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(200);
        for (int i = 0; i < 200; i++) {
            Cores.Kind kind = Cores.Kind.LOOK;
            threads.execute(() -> {
                cores.take(kind, () -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    sleep(1);
                    return now.decrementAndGet();
                });
                done.countDown();
            });
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void an_answer_does_not_wait_for_pictures_that_are_decoded() throws InterruptedException {
        Cores cores = new Cores(1, Duration.ofMillis(100));
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch let = new CountDownLatch(1);
        threads.execute(() -> cores.take(Cores.Kind.LOOK, () -> {
            held.countDown();
            return await(let);
        }));
        held.await();
        assertThat(cores.<Integer, RuntimeException>take(Cores.Kind.ANSWER, () -> 7))
                .isEqualTo(7);
        assertThatThrownBy(() -> cores.take(Cores.Kind.LOOK, () -> 0)).isInstanceOf(BusyException.class);
        let.countDown();
    }

    @Test
    void a_painting_waits_for_idle_cores_but_not_for_ever_and_who_waits_too_long_is_told() throws InterruptedException {
        Cores cores = new Cores(1, Duration.ofMillis(50));
        assertThat(seconds(cores)).isLessThan(1);
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch let = new CountDownLatch(1);
        threads.execute(() -> cores.take(Cores.Kind.LOOK, () -> {
            held.countDown();
            return await(let);
        }));
        held.await();
        assertThatThrownBy(() -> cores.take(Cores.Kind.LOOK, () -> 0)).isInstanceOf(BusyException.class);
        assertThat(seconds(cores)).isBetween(1.9, 5.0);
        threads.execute(() -> {
            await(sleep(300));
            let.countDown();
        });
        assertThat(seconds(cores)).isBetween(0.2, 1.9);
    }

    private static CountDownLatch sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return new CountDownLatch(0);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static double seconds(Cores cores) {
        long begun = System.nanoTime();
        cores.giveWay();
        return (System.nanoTime() - begun) / 1e9;
    }
}
