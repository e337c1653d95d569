package dev.gioconda.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.store.FolderStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job has one painter, whoever wants it. */
class ClaimsTest {

    private static final Duration SILENCE = Duration.ofMillis(400);

    @TempDir
    private Path folder;

    private Claims claims() {
        return new Claims(new FolderStore(folder), SILENCE);
    }

    @Test
    void of_many_that_want_a_job_at_once_one_has_it() throws Exception {
        ExecutorService servers = Executors.newFixedThreadPool(8);
        for (int round = 0; round < 20; round++) {
            String job = "job" + round;
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Claims one = claims();
                all.add(() -> one.claim(job));
            }
            int winners = 0;
            for (Future<Boolean> one : servers.invokeAll(all)) {
                winners += one.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        }
        servers.shutdown();
    }

    @Test
    void what_a_silent_one_had_is_taken_and_it_notices() throws Exception {
        Claims first = claims();
        Claims second = claims();
        assertThat(first.claim("job")).isTrue();
        assertThat(second.claim("job")).isFalse();
        for (int i = 0; i < 8; i++) { // longer than the silence that is taken for death
            Thread.sleep(100);
            first.live();
            assertThat(second.claim("job")).as("it lives").isFalse();
        }
        Thread.sleep(SILENCE.toMillis() + 100);
        assertThat(second.claim("job")).as("it was silent").isTrue();
        assertThat(first.has("job")).as("it does not know yet").isTrue();
        assertThat(first.held("job")).isFalse();
        assertThat(first.has("job")).isFalse();
        assertThat(first.claim("job")).as("the other one lives").isFalse();
    }

    @Test
    void what_one_had_that_has_left_is_taken_at_once() throws Exception {
        Claims first = claims();
        assertThat(first.claim("job")).isTrue();
        first.close();
        Claims second = claims();
        assertThat(second.claim("job")).isTrue();
        second.close();
        try (FolderStore store = new FolderStore(folder)) {
            assertThat(store.list("painters/")).isEmpty();
            assertThat(store.list("jobs/job/owner/")).hasSize(2);
        }
    }
}
