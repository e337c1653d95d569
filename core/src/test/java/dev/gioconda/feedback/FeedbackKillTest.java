package dev.gioconda.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.process.ChildJvm;
import dev.gioconda.store.FolderStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers killed at random moments: acknowledged records are present, records whose deletion was acknowledged are absent. */
@Tag("integration")
class FeedbackKillTest {

    @TempDir
    private Path folder;

    private final Set<String> added = new HashSet<>();
    private final Set<String> accepted = new HashSet<>();
    private final Set<String> deleting = new HashSet<>();
    private final Set<String> deleted = new HashSet<>();

    @Test
    void acknowledged_feedback_survives_killed_writers() throws Exception {
        killRepeatedly(4);
    }

    @Test
    @Tag("slow")
    void acknowledged_feedback_survives_100_killed_writers() throws Exception {
        killRepeatedly(100);
    }

    private void killRepeatedly(int times) throws Exception {
        SplittableRandom random = new SplittableRandom(times);
        for (int i = 0; i < times; i++) {
            runWriter(i, random.nextInt(1500));
            assertConsistent();
        }
        assertThat(added).hasSizeGreaterThanOrEqualTo(times);
        new FeedbackRemoval(log()).purge();
        assertConsistent();
        Set<String> needed = log().all().stream()
                .map(feedback -> feedback.shown().pictureHash())
                .collect(Collectors.toSet());
        assertThat(needed).containsAll(new FeedbackPictures(log().store()).hashes());
    }

    private FeedbackLog log() {
        return new FeedbackLog(new FolderStore(folder.resolve("store")), Clock.systemUTC());
    }

    /** Runs one writer and kills it this many milliseconds after its first record. */
    private void runWriter(int seed, int lifetimeMs) throws IOException, InterruptedException {
        Path acknowledgments = folder.resolve("said-" + seed);
        Process child = ChildJvm.of(
                        List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"),
                        FeedbackJvm.class,
                        folder.resolve("store").toString(),
                        Integer.toString(seed))
                .redirectError(folder.resolve("errors-" + seed).toFile())
                .redirectOutput(acknowledgments.toFile())
                .start();
        try {
            ChildJvm.awaitOutput(
                    child,
                    () -> Files.size(acknowledgments) > "ready\n".length(), // one record is acknowledged
                    () -> "a writer: " + text("errors-" + seed));
            Thread.sleep(lifetimeMs); // killed at a random moment
        } finally {
            child.destroyForcibly().waitFor();
        }
        try (BufferedReader lines = Files.newBufferedReader(acknowledgments)) {
            lines.lines().forEach(this::recordLine);
        }
    }

    private void recordLine(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length == 2 && fields[1].length() == 65) { // else it was killed in the middle of the line
            switch (fields[0]) {
                case "added" -> added.add(fields[1]);
                case "accepted" -> accepted.add(fields[1]);
                case "deleting" -> deleting.add(fields[1]);
                default -> deleted.add(fields[1]);
            }
        }
    }

    private void assertConsistent() throws IOException {
        FeedbackLog log = log();
        List<Feedback> all = log.all();
        Set<String> ids = all.stream().map(Feedback::id).collect(Collectors.toSet());
        Set<String> decided = new Reviews(log).all().keySet();
        for (String receipt : added) {
            Receipt parsed = Receipt.parse(receipt);
            if (deleted.contains(receipt)) {
                assertThat(ids).doesNotContain(parsed.id());
            } else if (!deleting.contains(receipt)) { // killed while deleting: both are right
                assertThat(ids).contains(parsed.id());
                assertThat(decided.contains(parsed.id()) || !accepted.contains(receipt))
                        .isTrue();
            }
        }
        FeedbackPictures pictures = new FeedbackPictures(log.store());
        Set<String> halfDeleted =
                deleting.stream().map(receipt -> Receipt.parse(receipt).id()).collect(Collectors.toSet());
        for (Feedback feedback : all) {
            if (!halfDeleted.contains(feedback.id())) { // the image is deleted first
                assertThat(pictures.read(feedback.shown().pictureHash())).isPresent();
            }
        }
        assertThat(ReviewQueue.of(log).pending()).isLessThanOrEqualTo(all.size());
    }

    private String text(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
