package dev.gioconda.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The limit of each client is exact. */
class ClientPermitsTest {

    private final ClientPermits permits = new ClientPermits(8);

    @Test
    void of_simultaneous_requests_exactly_the_limit_is_accepted() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(40);
        CountDownLatch start = new CountDownLatch(1);
        AtomicInteger accepted = new AtomicInteger();
        for (int i = 0; i < 40; i++) {
            threads.execute(() -> {
                awaitQuietly(start);
                for (int attempt = 0; attempt < 100; attempt++) {
                    if (permits.tryAcquire("a")) {
                        accepted.incrementAndGet();
                    }
                }
            });
        }
        start.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(accepted.get()).isEqualTo(8);
    }

    @Test
    void released_permit_can_be_acquired_again() {
        for (int i = 0; i < 8; i++) {
            assertThat(permits.tryAcquire("a")).isTrue();
        }
        assertThat(permits.tryAcquire("a")).isFalse();
        assertThat(permits.tryAcquire("b")).isTrue();
        permits.release("a");
        assertThat(permits.tryAcquire("a")).isTrue();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
