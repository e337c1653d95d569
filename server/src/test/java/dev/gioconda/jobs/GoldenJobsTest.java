package dev.gioconda.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.store.FolderStore;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.style.recipe.TunedPresetRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs, their owners and a painter's lease are read as 0.1.0 wrote them; see {@code golden/formats/README.md} in core. */
@Tag("integration") // starts job queues, five seconds
class GoldenJobsTest {

    private static final String DONE = "a70b578f72fdc2e818ebbe7fd05c02a4";
    private static final String STOPPED = "d9fdda2556dc59d328b83d503e613638";
    private static final String FAILED = "6baf4e1f9edf50e0871d260afa31c739";
    private static final String BEGUN = "6660a48689cb60ff6f9549034a06790d";
    private static final String QUEUED = "adc572111c2ef4564cb85327e4ab20b2";
    private static final String OWNER = "685a9a1f0608c1f3";
    private static final String CLIENT = "4abfe8e7b7a62398809c45cdd4de0516";

    @TempDir
    private Path folder;

    private FolderStore store = new FolderStore(Path.of(""));

    @BeforeEach
    void copy() throws IOException {
        store = golden("store");
    }

    private FolderStore golden(String name) throws IOException {
        return new FolderStore(GoldenFilesFixture.copy(name, folder.resolve(name)));
    }

    // ---- records

    @Test
    void a_job_that_is_done_is_read_with_every_field() throws IOException {
        assertThat(new JobStore(store).find(DONE))
                .contains(new Job(
                        1,
                        DONE,
                        CLIENT,
                        new JobSpec("quick", 48, 1.5, 0.75, "luminance", 3, 7, true, 1.25, null),
                        "style.png",
                        Instant.parse("2026-11-29T23:11:16.358982949Z"),
                        "9909aab1d782dc28e3a57b80d47107b4429c2108f0fe5f727ff50378296e5558",
                        new JobStatus(
                                JobState.DONE,
                                3,
                                3,
                                5.174067541,
                                4,
                                39,
                                48,
                                Instant.parse("2026-11-29T23:11:23.030687118Z"),
                                null),
                        null));
    }

    @Test
    void the_jobs_in_the_other_states_are_read() throws IOException {
        JobStore shelf = new JobStore(store);
        Job stopped = shelf.find(STOPPED).orElseThrow();
        assertThat(stopped.status())
                .isEqualTo(new JobStatus(
                        JobState.STOPPED,
                        4,
                        2000,
                        1.268930263,
                        2,
                        33,
                        40,
                        Instant.parse("2026-11-29T23:11:24.742293513Z"),
                        null));
        Job failed = shelf.find(FAILED).orElseThrow();
        assertThat(failed.spec()).isEqualTo(new JobSpec("portrait", 40, 1, 1, "style", 0, 1, false, null, null));
        assertThat(failed.status().state()).isEqualTo(JobState.FAILED);
        assertThat(failed.status().message()).startsWith("The painting failed on our side.");
        Job queued = shelf.find(QUEUED).orElseThrow();
        assertThat(queued.spec()).isEqualTo(new JobSpec("fine", 32, 1, 1, "linear", 2, 1, false, null, null));
        assertThat(queued.status()).isEqualTo(new JobStatus(JobState.QUEUED, 0, 0, 0, 0, 0, 0, null, null));
        assertThat(queued.predatesOwnerKeys()).isTrue();
        assertThat(queued.idempotencyKey())
                .isEqualTo("bec3112049bcc3d84e89efb4a593414caa6ee17947c5fe7db636900678648567");
    }

    @Test
    void unfinished_jobs_are_read_with_their_tuned_preset() throws IOException {
        JobStore shelf = new JobStore(golden("states"));
        JobSpec order = new JobSpec(
                "balanced",
                512,
                1,
                1,
                "style",
                0,
                1,
                true,
                null,
                new TunedPresetRef(2, List.of("style.weight=4.0", "style.weights=[0.5, 1.0]")));
        Job painting = shelf.find("0".repeat(31) + "1").orElseThrow();
        assertThat(painting.spec()).isEqualTo(order);
        assertThat(painting.idempotencyKey()).isNull();
        assertThat(painting.created()).isEqualTo(Instant.parse("2026-11-29T10:00:00.5Z"));
        assertThat(painting.status()).isEqualTo(new JobStatus(JobState.PAINTING, 7, 150, 1.5, 2, 256, 192, null, null));
        Job stopping = shelf.find("0".repeat(31) + "2").orElseThrow();
        assertThat(stopping.spec()).isEqualTo(order);
        assertThat(stopping.idempotencyKey()).isEqualTo("f".repeat(64));
        assertThat(stopping.status()).isEqualTo(new JobStatus(JobState.STOPPING, 9, 150, 2.5, 3, 256, 192, null, null));
    }

    @Test
    void a_record_is_still_written_byte_for_byte() throws IOException {
        for (String id : List.of(DONE, STOPPED, FAILED, BEGUN, QUEUED)) {
            byte[] before = store.get("jobs/" + id + "/job.json").orElseThrow();
            JobStore shelf = new JobStore(store);
            shelf.save(shelf.find(id).orElseThrow());
            assertThat(new String(store.get("jobs/" + id + "/job.json").orElseThrow(), StandardCharsets.UTF_8))
                    .isEqualTo(new String(before, StandardCharsets.UTF_8));
        }
    }

    @Test
    void all_jobs_are_listed_with_what_they_take() throws IOException {
        Map<String, JobStore.StoredFiles> stored = new JobStore(store).list();
        assertThat(stored).containsOnlyKeys(DONE, STOPPED, FAILED, BEGUN, QUEUED);
        assertThat(stored.get(DONE)).isEqualTo(new JobStore.StoredFiles(true, false, 4524 + 4253 + 6265 + 551 + 16));
        assertThat(stored.get(FAILED)).isEqualTo(new JobStore.StoredFiles(true, false, 4643 + 564 + 16));
    }

    // ---- owners and leases

    @Test
    void a_job_is_taken_over_when_its_owner_is_silent() throws Exception {
        assertThat(store.get("jobs/" + QUEUED + "/owner/00000001"))
                .get()
                .isEqualTo(OWNER.getBytes(StandardCharsets.US_ASCII));
        Duration silence = Duration.ofMillis(200);
        try (JobLeases claims = new JobLeases(store, silence)) {
            assertThat(claims.hasLiveOwner(QUEUED)).as("its lease is there").isTrue();
            assertThat(claims.acquire(QUEUED)).isFalse();
            long seen = System.nanoTime();
            while (!claims.acquire(QUEUED)) {
                assertThat(System.nanoTime() - seen)
                        .isLessThan(Duration.ofSeconds(30).toNanos());
                Thread.onSpinWait();
            }
            assertThat(System.nanoTime() - seen).isGreaterThan(silence.toNanos() / 2);
            assertThat(store.list("jobs/" + QUEUED + "/owner/"))
                    .extracting(ObjectStore.ObjectSummary::key)
                    .containsExactly("jobs/" + QUEUED + "/owner/00000001", "jobs/" + QUEUED + "/owner/00000002");
            assertThat(store.list("painters/" + OWNER + "/")).isEmpty();
            assertThat(claims.acquire(BEGUN))
                    .as("its other jobs are free at once")
                    .isTrue();
        }
    }

    @Test
    void the_desk_knows_every_job_and_paints_what_waits() throws Exception {
        for (ObjectStore.ObjectSummary beat : store.list("painters/")) {
            store.delete(beat.key()); // its owner has left
        }
        JobLimits limits = new JobLimits(10, 10, Duration.ofDays(36_500), 1L << 30, 0);
        try (JobService desk =
                new JobService(store, folder.resolve("checkpoints"), "test", 1, () -> {}, limits, Clock.systemUTC())) {
            assertThat(desk.unfinishedCount()).isEqualTo(2);
            assertThat(desk.picture(DONE)).isPresent();
            assertThat(desk.picture(FAILED)).isEmpty();
            assertThat(desk.content(STOPPED)).isPresent();
            assertThat(desk.stop(BEGUN)).isPresent();
            long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            while (!desk.find(QUEUED).orElseThrow().finished()) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.onSpinWait();
            }
            assertThat(desk.find(QUEUED).orElseThrow().status())
                    .satisfies(standing -> assertThat(standing.state()).isEqualTo(JobState.DONE))
                    .satisfies(standing ->
                            assertThat(standing.completedIterations()).isEqualTo(2));
            assertThat(desk.picture(QUEUED)).isPresent();
        }
    }
}
