package dev.gioconda.server.instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** One paints, few wait, and nobody waits for long. */
class InstantBrushTest {

    @Test
    void it_paints_on_one_core_whatever_the_sender_computes_on_and_says_what_went_wrong() throws Exception {
        try (InstantBrush brush = new InstantBrush(InstantBrush.PATIENCE)) {
            assertThat(brush.take(() -> Thread.currentThread().getName() + " on " + torch.get_num_threads()))
                    .isEqualTo("instant on 1");
            assertThatThrownBy(() -> brush.take(() -> {
                        throw new IOException("no colours");
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("no colours");
        }
    }

    @Test
    void who_waits_too_long_or_comes_when_too_many_wait_is_turned_away() throws Exception {
        ExecutorService senders = Executors.newCachedThreadPool();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch dry = new CountDownLatch(1);
        try (InstantBrush brush = new InstantBrush(Duration.ofSeconds(1))) {
            Future<String> first = senders.submit(() -> brush.take(() -> {
                begun.countDown();
                dry.await();
                return "painted";
            }));
            begun.await();
            List<Future<String>> waiting = new ArrayList<>();
            for (int i = 0; i < 2 * InstantBrush.WAITING; i++) {
                waiting.add(senders.submit(() -> brush.take(() -> "too late")));
            }
            for (Future<String> one : waiting) {
                assertThatThrownBy(one::get).hasCauseInstanceOf(BusyException.class);
            }
            dry.countDown(); // after more than a second: what has begun is painted to its end
            assertThat(first.get()).isEqualTo("painted");
            assertThat(brush.take(() -> "next")).isEqualTo("next");
        }
        senders.shutdown();
    }

    @Test
    void who_comes_when_it_is_full_is_told_at_once() throws Exception {
        ExecutorService senders = Executors.newCachedThreadPool();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch dry = new CountDownLatch(1);
        try (InstantBrush brush = new InstantBrush(Duration.ofMinutes(1))) {
            List<Future<String>> all = new ArrayList<>();
            all.add(senders.submit(() -> brush.take(() -> {
                begun.countDown();
                dry.await();
                return "painted";
            })));
            begun.await();
            for (int i = 0; i < InstantBrush.WAITING + 3; i++) {
                all.add(senders.submit(() -> brush.take(() -> "painted")));
            }
            for (int i = 0; i < 600 && all.stream().filter(Future::isDone).count() < 3; i++) {
                Thread.sleep(10);
            }
            assertThat(all.stream().filter(Future::isDone)).hasSize(3).allSatisfy(one -> assertThatThrownBy(one::get)
                    .hasCauseInstanceOf(BusyException.class));
            dry.countDown();
            int painted = 0;
            for (Future<String> one : all) {
                try {
                    painted += one.get().equals("painted") ? 1 : 0;
                } catch (ExecutionException refused) {
                    assertThat(refused).hasCauseInstanceOf(BusyException.class);
                }
            }
            assertThat(painted).isEqualTo(1 + InstantBrush.WAITING);
        }
        senders.shutdown();
    }
}
