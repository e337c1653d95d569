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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** At most one task per core runs at once, and background work yields to requests. */
@Tag("integration") // takes more than two seconds
class ComputeSchedulerTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void concurrency_per_kind_is_limited_to_the_core_count() throws InterruptedException {
        ComputeScheduler scheduler = new ComputeScheduler(2, Duration.ofSeconds(30));
        AtomicInteger concurrent = new AtomicInteger();
        AtomicInteger maxConcurrent = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(200);
        for (int i = 0; i < 200; i++) {
            ComputeScheduler.TaskKind kind = ComputeScheduler.TaskKind.IMAGE;
            threads.execute(() -> {
                scheduler.run(kind, new Object(), () -> {
                    maxConcurrent.accumulateAndGet(concurrent.incrementAndGet(), Math::max);
                    sleep(1);
                    return concurrent.decrementAndGet();
                });
                done.countDown();
            });
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(maxConcurrent.get()).isBetween(1, 2);
    }

    @Test
    void idle_time_begins_when_the_last_task_ends() {
        ComputeScheduler scheduler = new ComputeScheduler(1, Duration.ofSeconds(30));
        assertThat(scheduler.isIdleFor(Duration.ZERO)).isTrue();
        assertThat(scheduler.<Boolean, RuntimeException>run(
                        ComputeScheduler.TaskKind.IMAGE, () -> scheduler.isIdleFor(Duration.ZERO)))
                .isFalse();
        assertThat(scheduler.isIdleFor(Duration.ZERO)).isTrue();
        assertThat(scheduler.isIdleFor(Duration.ofHours(1))).isFalse();
    }

    @Test
    void inference_does_not_wait_for_decoding() throws InterruptedException {
        ComputeScheduler scheduler = new ComputeScheduler(1, Duration.ofMillis(100));
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        threads.execute(() -> scheduler.run(ComputeScheduler.TaskKind.IMAGE, "client", () -> {
            running.countDown();
            return await(release);
        }));
        running.await();
        assertThat(scheduler.<Integer, RuntimeException>run(ComputeScheduler.TaskKind.INFERENCE, "client", () -> 7))
                .isEqualTo(7);
        assertThatThrownBy(() -> scheduler.run(ComputeScheduler.TaskKind.IMAGE, "client", () -> 0))
                .isInstanceOf(BusyException.class);
        release.countDown();
    }

    @Test
    void small_image_does_not_wait_for_large_ones() throws InterruptedException {
        ComputeScheduler scheduler = new ComputeScheduler(2, Duration.ofMillis(100));
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        threads.execute(() -> scheduler.run(ComputeScheduler.TaskKind.LARGE_IMAGE, "one", () -> {
            running.countDown();
            return await(release);
        }));
        running.await();
        assertThatThrownBy(() -> scheduler.run(ComputeScheduler.TaskKind.LARGE_IMAGE, "another", () -> 0))
                .isInstanceOf(BusyException.class);
        assertThat(scheduler.<Integer, RuntimeException>run(ComputeScheduler.TaskKind.IMAGE, "another", () -> 7))
                .isEqualTo(7);
        release.countDown();
    }

    @Test
    void image_of_a_phone_is_large() {
        assertThat(ComputeScheduler.TaskKind.of(3000 * 2250)).isEqualTo(ComputeScheduler.TaskKind.IMAGE);
        assertThat(ComputeScheduler.TaskKind.of(4000 * 3000)).isEqualTo(ComputeScheduler.TaskKind.LARGE_IMAGE);
    }

    @Test
    void painting_yields_to_requests_for_a_limited_time() throws InterruptedException {
        ComputeScheduler scheduler = new ComputeScheduler(1, Duration.ofMillis(50));
        assertThat(yieldSeconds(scheduler)).isLessThan(1);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        threads.execute(() -> scheduler.run(ComputeScheduler.TaskKind.IMAGE, "client", () -> {
            running.countDown();
            return await(release);
        }));
        running.await();
        assertThatThrownBy(() -> scheduler.run(ComputeScheduler.TaskKind.IMAGE, "client", () -> 0))
                .isInstanceOf(BusyException.class);
        assertThat(yieldSeconds(scheduler)).isBetween(1.9, 5.0);
        threads.execute(() -> {
            await(sleep(300));
            release.countDown();
        });
        assertThat(yieldSeconds(scheduler)).isBetween(0.2, 1.9);
    }

    private static CountDownLatch sleep(long millis) {
        try {
            Thread.sleep(millis); // the measured time itself
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

    private static double yieldSeconds(ComputeScheduler scheduler) {
        long start = System.nanoTime();
        scheduler.yieldToRequests();
        return (System.nanoTime() - start) / 1e9;
    }
}
