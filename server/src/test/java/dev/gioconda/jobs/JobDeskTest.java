package dev.gioconda.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.image.Picture;
import dev.gioconda.store.Content;
import dev.gioconda.store.FolderStore;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A desk whose store fails, or holds what cannot be read. */
class JobDeskTest {

    private static final JobLimits LIMITS = new JobLimits(10, 10, Duration.ofDays(1), 1L << 30, 0);
    private static final JobOrder TWO = new JobOrder("quick", 32, 1, 1, "style", 2, 1, false, null, null);

    @TempDir
    private Path folder;

    private ObjectStore store() throws IOException {
        return new FolderStore(folder.resolve("store"));
    }

    private JobDesk desk(ObjectStore store) throws IOException {
        return new JobDesk(store, folder.resolve("checkpoints"), "test", 1, () -> {}, LIMITS, Clock.systemUTC());
    }

    private static Picture picture() {
        byte[] pixels = new byte[3 * 32 * 32];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 7);
        }
        return new Picture(32, 32, pixels);
    }

    private static Job ordered(JobDesk desk) throws IOException {
        return desk.order(TWO, "somebody", picture(), picture(), "waves", null);
    }

    private static Job over(JobDesk desk, String id) throws IOException, InterruptedException {
        for (int i = 0; i < 600; i++) {
            Job job = desk.find(id).orElseThrow();
            if (job.over()) {
                return job;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("It is not over: " + desk.find(id));
    }

    @Test
    void a_painting_that_the_store_would_not_take_is_taken_later() throws Exception {
        AtomicInteger failures = new AtomicInteger(1);
        StumblingStore store = new StumblingStore(
                store(), key -> key.endsWith("picture.png") && failures.getAndDecrement() > 0, key -> {});
        try (JobDesk desk = desk(store)) {
            String id = ordered(desk).id();
            Job job = over(desk, id);
            assertThat(failures).hasValueLessThan(0);
            assertThat(job.standing().state()).isEqualTo(JobState.DONE);
            assertThat(desk.picture(id)).isPresent();
        }
    }

    @Test
    void why_an_order_was_not_taken_is_said() throws Exception {
        StumblingStore store = new StumblingStore(store(), key -> key.endsWith("job.json"), key -> {});
        try (JobDesk desk = desk(store)) {
            assertThatThrownBy(() -> ordered(desk)).hasMessageContaining("the test wanted it so");
            assertThat(desk.open()).isZero();
        }
    }

    @Test
    void one_damaged_record_hides_no_other_and_stops_no_start() throws Exception {
        String id;
        try (JobDesk desk = desk(store())) {
            id = ordered(desk).id();
            over(desk, id);
        }
        ObjectStore store = store();
        store.put("jobs/" + "0".repeat(32) + "/job.json", Content.of("{".getBytes(StandardCharsets.UTF_8)));
        try (JobDesk desk = desk(store)) {
            assertThat(desk.bytes()).as("the whole one is known").isPositive();
            assertThat(desk.find(id)).isPresent();
        }
    }

    @Test
    void what_is_deleted_while_the_watch_looks_does_not_come_back() throws Exception {
        try (JobDesk desk = desk(store())) {
            over(desk, ordered(desk).id());
        }
        JobShelf plain = new JobShelf(store());
        String id = plain.list().keySet().iterator().next();
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        JobShelf shelf = new JobShelf(new StumblingStore(store(), key -> false, key -> {
            if (key.endsWith("job.json")) {
                meanwhile.getAndSet(() -> {}).run();
            }
        }));
        JobBook book = new JobBook(shelf);
        meanwhile.set(() -> {
            try {
                book.forget(id);
                plain.delete(id);
                book.forget(id);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        try (Claims claims = new Claims(shelf.store(), Claims.SILENCE);
                JobWatch watch = new JobWatch(book, shelf, claims)) {
            watch.look();
            assertThat(book.all()).isEmpty();
            assertThat(plain.list()).isEmpty();
        }
    }
}
