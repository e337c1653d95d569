package dev.gioconda.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.store.FolderStore;
import dev.gioconda.store.ObjectContent;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A desk whose store fails, or holds what cannot be read. */
@Tag("integration")
class JobServiceTest {

    private static final JobLimits LIMITS = new JobLimits(10, 10, Duration.ofDays(1), 1L << 30, 0);
    private static final JobSpec SMALL_ORDER = new JobSpec("quick", 32, 1, 1, "style", 2, 1, false, null, null);

    private static final JobOwner SOMEBODY = new JobOwner("somebody", id -> "key of " + id);

    @TempDir
    private Path folder;

    private ObjectStore store() throws IOException {
        return new FolderStore(folder.resolve("store"));
    }

    private JobService openService(ObjectStore store) throws IOException {
        return new JobService(store, folder.resolve("checkpoints"), "test", 1, () -> {}, LIMITS, Clock.systemUTC());
    }

    private static StoredImage picture() {
        return picture(7);
    }

    private static StoredImage picture(int factor) {
        byte[] pixels = new byte[3 * 32 * 32];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * factor);
        }
        return StoredImage.of("picture", PictureWriter.png(new Picture(32, 32, pixels)));
    }

    private static Job createJob(JobService service) throws IOException {
        return service.submit(SMALL_ORDER, SOMEBODY, picture(), picture(), "waves", null);
    }

    private static Job awaitFinished(JobService service, String id) {
        return await().atMost(Duration.ofMinutes(1))
                .until(() -> service.find(id).orElseThrow(), Job::finished);
    }

    @Test
    void failed_result_upload_is_retried() throws Exception {
        AtomicInteger failures = new AtomicInteger(1);
        FailingStore store = new FailingStore(
                store(), key -> key.endsWith("picture.png") && failures.getAndDecrement() > 0, key -> {});
        try (JobService service = openService(store)) {
            String id = createJob(service).id();
            Job job = awaitFinished(service, id);
            assertThat(failures).hasValueLessThan(0);
            assertThat(job.status().state()).isEqualTo(JobState.DONE);
            assertThat(service.picture(id)).isPresent();
        }
    }

    @Test
    void job_waits_while_its_checkpoint_folder_cannot_be_created() throws Exception {
        Path checkpoints = folder.resolve("checkpoints");
        try (JobService service = openService(store())) {
            Files.delete(checkpoints);
            Files.createFile(checkpoints); // no folder can be created in a file
            String id = createJob(service).id();
            await().during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> !service.find(id).orElseThrow().finished());
            Files.delete(checkpoints);
            assertThat(awaitFinished(service, id).status().state()).isEqualTo(JobState.DONE);
        }
    }

    @Test
    void idempotency_key_is_for_one_client_and_the_same_images() throws Exception {
        try (JobService service = openService(store())) {
            Job first = service.submit(SMALL_ORDER, SOMEBODY, picture(7), picture(9), "waves", "key");
            assertThat(service.submit(SMALL_ORDER, SOMEBODY, picture(7), picture(9), "waves", "key")
                            .id())
                    .isEqualTo(first.id());
            assertThatThrownBy(() -> service.submit(SMALL_ORDER, SOMEBODY, picture(8), picture(9), "waves", "key"))
                    .isInstanceOf(IdempotencyConflictException.class);
            assertThatThrownBy(() -> service.submit(SMALL_ORDER, SOMEBODY, picture(7), picture(8), "waves", "key"))
                    .isInstanceOf(IdempotencyConflictException.class);
            assertThat(service.submit(
                                    SMALL_ORDER,
                                    new JobOwner("another", id -> "key of " + id),
                                    picture(7),
                                    picture(9),
                                    "waves",
                                    "key")
                            .id())
                    .isNotEqualTo(first.id());
            awaitFinished(service, first.id());
            assertThatThrownBy(() -> service.submit(SMALL_ORDER, SOMEBODY, picture(8), picture(9), "waves", "key"))
                    .isInstanceOf(IdempotencyConflictException.class);
        }
    }

    @Test
    void failed_job_write_is_reported() throws Exception {
        FailingStore store = new FailingStore(store(), key -> key.endsWith("job.json"), key -> {});
        try (JobService service = openService(store)) {
            assertThatThrownBy(() -> createJob(service)).hasMessageContaining("the test wanted it so");
            assertThat(service.unfinishedCount()).isZero();
        }
    }

    @Test
    void damaged_record_does_not_block_startup_or_other_jobs() throws Exception {
        String id;
        try (JobService service = openService(store())) {
            id = createJob(service).id();
            awaitFinished(service, id);
        }
        ObjectStore store = store();
        store.put("jobs/" + "0".repeat(32) + "/job.json", ObjectContent.of("{".getBytes(StandardCharsets.UTF_8)));
        try (JobService service = openService(store)) {
            assertThat(service.bytes()).as("the whole one is known").isPositive();
            assertThat(service.find(id)).isPresent();
        }
    }

    @Test
    void job_deleted_during_reconciliation_stays_deleted() throws Exception {
        try (JobService service = openService(store())) {
            awaitFinished(service, createJob(service).id());
        }
        JobStore plainStore = new JobStore(store());
        String id = plainStore.list().keySet().iterator().next();
        AtomicReference<Runnable> interleaved = new AtomicReference<>(() -> {});
        JobStore jobStore = new JobStore(new FailingStore(store(), key -> false, key -> {
            if (key.endsWith("job.json")) {
                interleaved.getAndSet(() -> {}).run();
            }
        }));
        JobTable table = new JobTable(jobStore);
        interleaved.set(() -> {
            try {
                table.remove(id);
                plainStore.delete(id);
                table.remove(id);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        try (JobLeases leases = new JobLeases(jobStore.store(), JobLeases.LEASE_TIMEOUT);
                JobReconciler reconciler = new JobReconciler(table, jobStore, leases)) {
            reconciler.refresh();
            assertThat(table.all()).isEmpty();
            assertThat(plainStore.list()).isEmpty();
        }
    }
}
