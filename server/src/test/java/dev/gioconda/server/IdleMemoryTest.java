package dev.gioconda.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Memory is given back while nothing is computed. */
class IdleMemoryTest {

    private final AtomicBoolean idle = new AtomicBoolean();
    private final List<String> actions = new ArrayList<>();
    private final IdleMemory memory =
            new IdleMemory(idle::get, () -> actions.add("collect"), () -> actions.add("trim"));

    @Test
    void nothing_is_released_while_requests_compute() {
        memory.release();
        assertThat(actions).isEmpty();
    }

    @Test
    void each_idle_time_collects_once_and_trims_every_minute() {
        idle.set(true);
        memory.release();
        memory.release();
        idle.set(false);
        memory.release();
        idle.set(true);
        memory.release();
        assertThat(actions).containsExactly("collect", "trim", "trim", "collect", "trim");
    }
}
