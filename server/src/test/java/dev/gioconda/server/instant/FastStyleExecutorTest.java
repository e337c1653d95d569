package dev.gioconda.server.instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gioconda.inference.BusyException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One task runs, a few wait, and none waits for long. */
@Tag("integration") // takes more than two seconds
class FastStyleExecutorTest {

    /** Otherwise the first task may wait for libtorch longer than the limit of a test. */
    @BeforeAll
    static void loadNativeLibrary() {
        assertThat(torch.get_num_threads()).isPositive();
    }

    @Test
    void executor_uses_one_thread_and_propagates_errors() throws Exception {
        try (FastStyleExecutor executor = new FastStyleExecutor(FastStyleExecutor.MAX_WAIT)) {
            assertThat(executor.run(() -> Thread.currentThread().getName() + " on " + torch.get_num_threads()))
                    .isEqualTo("instant on 1");
            assertThatThrownBy(() -> executor.run(() -> {
                        throw new IOException("no colours");
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("no colours");
        }
    }

    @Test
    void other_threads_do_not_change_the_number_of_cores() throws Exception {
        int before = torch.get_num_threads();
        try (FastStyleExecutor executor = new FastStyleExecutor(FastStyleExecutor.MAX_WAIT)) {
            assertThat(executor.run(() -> {
                        Thread painter = new Thread(() -> torch.set_num_threads(2));
                        painter.start();
                        painter.join();
                        return torch.get_num_threads();
                    }))
                    .isEqualTo(1);
        } finally {
            torch.set_num_threads(before);
        }
    }

    @Test
    void waiting_too_long_is_rejected_as_busy() throws Exception {
        ExecutorService senders = Executors.newCachedThreadPool();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        try (FastStyleExecutor executor = new FastStyleExecutor(Duration.ofSeconds(1))) {
            Future<String> first = senders.submit(() -> executor.run(() -> {
                started.countDown();
                finish.await();
                return "painted";
            }));
            assertThat(started.await(1, TimeUnit.MINUTES)).isTrue();
            List<Future<String>> waiting = new ArrayList<>();
            for (int i = 0; i < 2 * FastStyleExecutor.MAX_QUEUED; i++) {
                waiting.add(senders.submit(() -> executor.run(() -> "too late")));
            }
            for (Future<String> pending : waiting) {
                assertThatThrownBy(pending::get).hasCauseInstanceOf(BusyException.class);
            }
            finish.countDown(); // after more than a second: a running task is completed
            assertThat(first.get()).isEqualTo("painted");
            assertThat(executor.run(() -> "next")).isEqualTo("next");
        }
        senders.shutdown();
    }

    @Test
    void full_queue_rejects_immediately() throws Exception {
        ExecutorService senders = Executors.newCachedThreadPool();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        try (FastStyleExecutor executor = new FastStyleExecutor(Duration.ofMinutes(1))) {
            List<Future<String>> all = new ArrayList<>();
            all.add(senders.submit(() -> executor.run(() -> {
                started.countDown();
                finish.await();
                return "painted";
            })));
            assertThat(started.await(1, TimeUnit.MINUTES)).isTrue();
            for (int i = 0; i < FastStyleExecutor.MAX_QUEUED + 3; i++) {
                all.add(senders.submit(() -> executor.run(() -> "painted")));
            }
            await().until(() -> all.stream().filter(Future::isDone).count() >= 3);
            assertThat(all.stream().filter(Future::isDone))
                    .hasSize(3)
                    .allSatisfy(pending -> assertThatThrownBy(pending::get).hasCauseInstanceOf(BusyException.class));
            finish.countDown();
            int painted = 0;
            for (Future<String> pending : all) {
                try {
                    painted += pending.get().equals("painted") ? 1 : 0;
                } catch (ExecutionException refused) {
                    assertThat(refused).hasCauseInstanceOf(BusyException.class);
                }
            }
            assertThat(painted).isEqualTo(1 + FastStyleExecutor.MAX_QUEUED);
        }
        senders.shutdown();
    }
}
