package dev.gioconda.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

    @Test
    void a_part_waits_until_the_others_are_returned() throws InterruptedIOException {
        MemoryBudget budget = new MemoryBudget(10_000);
        MemoryBudget.MemoryPart first = budget.take(6_000);
        CompletableFuture<Boolean> second = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try (MemoryBudget.MemoryPart part = budget.take(6_000)) {
                second.complete(true);
            } catch (InterruptedIOException interrupted) {
                second.complete(false);
            }
        });
        waiting.start();
        await().until(() -> waiting.getState() == Thread.State.WAITING);
        assertThat(second).isNotDone();
        first.close();
        assertThat(second.join()).isTrue();
    }

    @Test
    void a_part_that_is_larger_than_all_gets_all() throws InterruptedIOException {
        MemoryBudget budget = new MemoryBudget(10_000);
        try (MemoryBudget.MemoryPart part = budget.take(Long.MAX_VALUE)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> budget.take(1)).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
        budget.take(10_000).close();
    }
}
