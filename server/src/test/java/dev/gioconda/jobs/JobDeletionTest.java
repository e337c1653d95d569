package dev.gioconda.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.store.FolderStore;
import dev.gioconda.store.ObjectContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deleted jobs: restored within ten minutes, removed afterwards. */
@Tag("integration") // runs style jobs, four seconds
class JobDeletionTest {

    private static final Instant START = Instant.parse("2026-11-30T08:00:00Z");
    private static final JobSpec SPEC = new JobSpec("quick", 32, 1, 1, "style", 2, 1, false, null, null);
    private static final String FIRST = "1".repeat(32);
    private static final String SECOND = "2".repeat(32);

    @TempDir
    private Path folder;

    private Instant now = START;
    private FolderStore store = new FolderStore(Path.of(""));

    @BeforeEach
    void createJobs() throws IOException {
        store = new FolderStore(folder.resolve("store"));
        save(FIRST, START.minusSeconds(60));
        save(SECOND, START.minusSeconds(50));
    }

    private void save(String id, Instant ended) throws IOException {
        JobStore jobStore = new JobStore(store);
        for (String file : List.of(JobStore.CONTENT, JobStore.STYLE, JobStore.PICTURE)) {
            jobStore.save(id, file, new byte[1000]);
        }
        JobStatus done = new JobStatus(JobState.DONE, 2, 2, 1, 1, 32, 32, ended, null);
        jobStore.save(
                new Job(Job.FORMAT, id, "somebody", SPEC, "waves", ended, null, done, Job.hashOf("key of " + id)));
    }

    private JobService open(FailingStore failing, long maxBytes) throws IOException {
        JobLimits limits = new JobLimits(10, 10, Duration.ofDays(1), maxBytes, 0);
        return new JobService(failing, folder.resolve("checkpoints"), "test", 1, () -> {}, limits, new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });
    }

    private JobService open() throws IOException {
        return open(new FailingStore(store, key -> false, key -> {}), 1L << 30);
    }

    @Test
    void deletion_is_undone_within_ten_minutes() throws Exception {
        try (JobService service = open()) {
            assertThat(service.delete(FIRST)).isTrue();
            assertThat(service.find(FIRST)).isEmpty();
            assertThat(service.picture(FIRST)).isEmpty();
            assertThat(service.content(FIRST)).isEmpty();
            assertThat(service.style(FIRST)).isEmpty();
            assertThat(service.delete(FIRST)).as("deleted already").isFalse();
            now = START.plus(Duration.ofMinutes(9));
            assertThat(service.expire()).isZero();
            assertThat(service.restore(FIRST)).isPresent();
            now = START.plus(Duration.ofMinutes(30));
            assertThat(service.expire()).isZero();
            assertThat(service.picture(FIRST)).isPresent();
        }
    }

    @Test
    void undo_after_ten_minutes_is_too_late() throws Exception {
        try (JobService service = open()) {
            service.delete(FIRST);
            now = START.plus(Duration.ofMinutes(11));
            assertThat(service.findRestorable(FIRST)).isEmpty();
            assertThat(service.restore(FIRST)).isEmpty();
            assertThat(service.picture(FIRST)).isEmpty();
            assertThat(service.expire()).isEqualTo(1);
            assertThat(store.list("jobs/" + FIRST)).isEmpty();
            assertThat(service.find(SECOND)).isPresent();
        }
    }

    @Test
    void deletion_survives_a_restart() throws Exception {
        try (JobService service = open()) {
            service.delete(FIRST);
        }
        now = START.plus(Duration.ofMinutes(5));
        try (JobService service = open()) {
            assertThat(service.find(FIRST)).isEmpty();
            assertThat(service.restore(FIRST)).isPresent();
            assertThat(service.find(FIRST)).isPresent();
        }
    }

    @Test
    void deleted_jobs_are_evicted_first() throws Exception {
        long all = 0;
        try (JobService service = open()) {
            service.delete(SECOND); // the newer one
            all = service.bytes();
        }
        try (JobService service = open(new FailingStore(store, key -> false, key -> {}), all - 1)) {
            assertThat(service.find(FIRST)).isPresent();
            assertThat(store.list("jobs/" + SECOND)).isEmpty();
        }
    }

    @Test
    void job_without_a_mark_stays_visible() throws Exception {
        FailingStore failing = new FailingStore(store, key -> key.endsWith("deleted"), key -> {});
        try (JobService service = open(failing, 1L << 30)) {
            assertThatThrownBy(() -> service.delete(FIRST)).hasMessageContaining("the test wanted it so");
            assertThat(service.find(FIRST)).as("the deletion has failed").isPresent();
        }
    }

    @Test
    void refresh_hides_and_shows_jobs_of_other_servers() throws Exception {
        JobStore jobStore = new JobStore(store);
        JobTable table = new JobTable(jobStore);
        try (JobLeases leases = new JobLeases(store, JobLeases.LEASE_TIMEOUT);
                JobReconciler reconciler = new JobReconciler(table, jobStore, leases)) {
            reconciler.refresh();
            assertThat(table.isDeleted(FIRST)).isFalse();
            jobStore.markDeleted(FIRST, START);
            reconciler.refresh();
            assertThat(table.isDeleted(FIRST)).isTrue();
            jobStore.unmarkDeleted(FIRST);
            reconciler.refresh();
            assertThat(table.isDeleted(FIRST)).isFalse();
            table.setDeleted(FIRST, true); // after the listing was made
            table.refreshDeleted(FIRST, false);
            assertThat(table.isDeleted(FIRST)).isTrue();
        }
    }

    @Test
    void damaged_mark_counts_as_an_old_deletion() throws Exception {
        store.put("jobs/" + FIRST + "/deleted", ObjectContent.of("?".getBytes(StandardCharsets.US_ASCII)));
        try (JobService service = open()) {
            assertThat(service.findRestorable(FIRST)).isEmpty();
            assertThat(service.find(SECOND)).isPresent();
            assertThat(store.list("jobs/" + FIRST)).isEmpty();
        }
    }

    @Test
    void only_its_key_is_the_owner_key() throws Exception {
        Job job = new JobStore(store).find(FIRST).orElseThrow();
        assertThat(job.hasOwnerKey("key of " + FIRST)).isTrue();
        assertThat(job.hasOwnerKey("key of " + SECOND)).isFalse();
        assertThat(job.hasOwnerKey("")).isFalse();
        assertThat(job.predatesOwnerKeys()).isFalse();
    }
}
