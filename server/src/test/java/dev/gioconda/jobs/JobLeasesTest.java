package dev.gioconda.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gioconda.store.FolderStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job has one owner, however many servers request it. */
@Tag("integration") // waits for leases, two seconds
class JobLeasesTest {

    private static final Duration EXPIRY = Duration.ofMillis(400);

    @TempDir
    private Path folder;

    private JobLeases openLeases() {
        return new JobLeases(new FolderStore(folder), EXPIRY);
    }

    @Test
    void exactly_one_of_many_servers_gets_the_lease() throws Exception {
        ExecutorService servers = Executors.newFixedThreadPool(8);
        for (int round = 0; round < 20; round++) {
            String job = "job" + round;
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                JobLeases contender = openLeases();
                all.add(() -> contender.acquire(job));
            }
            int winners = 0;
            for (Future<Boolean> contender : servers.invokeAll(all)) {
                winners += contender.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        }
        servers.shutdown();
    }

    @Test
    void expired_lease_is_taken_over_and_the_owner_notices() throws Exception {
        JobLeases first = openLeases();
        JobLeases second = openLeases();
        assertThat(first.acquire("job")).isTrue();
        assertThat(second.acquire("job")).isFalse();
        for (int i = 0; i < 8; i++) { // together longer than the lease time, which each heartbeat extends
            Thread.sleep(100);
            first.heartbeat();
            assertThat(second.acquire("job")).as("it lives").isFalse();
        }
        await("expiry of the silent server's lease").until(() -> second.acquire("job"));
        assertThat(first.owns("job")).as("it does not know yet").isTrue();
        assertThat(first.verifyOwned("job")).isFalse();
        assertThat(first.owns("job")).isFalse();
        assertThat(first.acquire("job")).as("the other one lives").isFalse();
    }

    @Test
    void released_lease_is_taken_over_at_once() throws Exception {
        JobLeases first = openLeases();
        assertThat(first.acquire("job")).isTrue();
        first.close();
        JobLeases second = openLeases();
        assertThat(second.acquire("job")).isTrue();
        second.close();
        try (FolderStore store = new FolderStore(folder)) {
            assertThat(store.list("painters/")).isEmpty();
            assertThat(store.list("jobs/job/owner/")).hasSize(2);
        }
    }
}
