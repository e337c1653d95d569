package dev.gioconda.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.store.FolderStore;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of the index, what is read is what the records say. */
class ObjectIndexTest {

    private static final int COUNT = 300;

    @TempDir
    private Path folder;

    private ObjectIndex<Feedback> index =
            new ObjectIndex<>(new FolderStore(Path.of("unused")), "", "", new FeedbackCodec());

    @BeforeEach
    void fill() throws IOException {
        Answers.fill(folder, COUNT);
        index = new FeedbackLog(new FolderStore(folder), Answers.at(Answers.NOON)).index();
    }

    private Map<String, Feedback> oneByOne() throws IOException {
        Map<String, Feedback> records = new TreeMap<>();
        for (ObjectStore.Listed listed : index.store().list(Feedback.HOME)) {
            records.put(
                    listed.key(),
                    index.codec().parse(index.store().get(listed.key()).orElseThrow()));
        }
        return records;
    }

    private List<Path> segments() throws IOException {
        try (var files = Files.list(folder.resolve("index/feedback"))) {
            return files.sorted().toList();
        }
    }

    private void same() throws IOException {
        assertThat(index.read()).containsExactlyEntriesOf(oneByOne());
    }

    @Test
    void theIndexGivesWhatTheRecordsSayWhetherItIsThereOrNot() throws IOException {
        same();
        assertThat(segments()).hasSize(1);
        same();
        assertThat(segments()).hasSize(1);
        Files.delete(segments().get(0));
        same();
    }

    @Test
    void aDamagedOrForeignSegmentIsReplaced() throws IOException {
        index.read();
        Path segment = segments().get(0);
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);
        same();
        assertThat(segments()).hasSize(1);
        assertThat(Segment.name(Files.readAllBytes(segments().get(0))))
                .isEqualTo(segments().get(0).getFileName().toString());

        byte[] other = {9, 9, 9, 9, 0, 0, 0, 1};
        Files.write(folder.resolve("index/feedback/" + Segment.name(other)), other);
        same();
        assertThat(segments()).hasSize(1);
    }

    @Test
    void aDeletedRecordIsGoneAndSoIsTheSegmentThatHeldIt() throws IOException {
        index.read();
        Path old = segments().get(0);
        String key = oneByOne().keySet().iterator().next();
        Files.delete(folder.resolve(key));
        same();
        assertThat(segments()).hasSize(1).doesNotContain(old);
        same();
    }

    @Test
    void fewNewRecordsAreReadAndManyMakeASegment() throws IOException {
        index.read();
        Answers.fill(folder, COUNT + 100);
        same();
        assertThat(segments()).hasSize(1);
        Answers.fill(folder, COUNT + 400);
        same();
        assertThat(segments()).hasSize(1); // the small one was taken in
    }

    @Test
    void severalReadersAtOnceSeeEverything() {
        List<Integer> counts = java.util.stream.IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> {
                    try {
                        return index.read().size();
                    } catch (IOException failed) {
                        throw new java.io.UncheckedIOException(failed);
                    }
                })
                .toList();
        assertThat(counts).containsOnly(COUNT);
    }
}
