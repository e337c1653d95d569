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
        FeedbackFixture.writeRecords(folder, COUNT);
        index = new FeedbackLog(new FolderStore(folder), FeedbackFixture.fixedClock(FeedbackFixture.NOON)).index();
    }

    private Map<String, Feedback> readRecords() throws IOException {
        Map<String, Feedback> records = new TreeMap<>();
        for (ObjectStore.ObjectSummary listed : index.store().list(Feedback.PREFIX)) {
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

    private void assertMatchesRecords() throws IOException {
        assertThat(index.read()).containsExactlyEntriesOf(readRecords());
    }

    @Test
    void index_matches_the_records_with_and_without_segments() throws IOException {
        assertMatchesRecords();
        assertThat(segments()).hasSize(1);
        assertMatchesRecords();
        assertThat(segments()).hasSize(1);
        Files.delete(segments().get(0));
        assertMatchesRecords();
    }

    @Test
    void damaged_or_foreign_segment_is_replaced() throws IOException {
        index.read();
        Path segment = segments().get(0);
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);
        assertMatchesRecords();
        assertThat(segments()).hasSize(1);
        assertThat(Segment.name(Files.readAllBytes(segments().get(0))))
                .isEqualTo(segments().get(0).getFileName().toString());

        byte[] other = {9, 9, 9, 9, 0, 0, 0, 1};
        Files.write(folder.resolve("index/feedback/" + Segment.name(other)), other);
        assertMatchesRecords();
        assertThat(segments()).hasSize(1);
    }

    @Test
    void deleted_record_removes_its_segment() throws IOException {
        index.read();
        Path old = segments().get(0);
        String key = readRecords().keySet().iterator().next();
        Files.delete(folder.resolve(key));
        assertMatchesRecords();
        assertThat(segments()).hasSize(1).doesNotContain(old);
        assertMatchesRecords();
    }

    @Test
    void small_segments_are_merged_when_records_accumulate() throws IOException {
        index.read();
        FeedbackFixture.writeRecords(folder, COUNT + 100);
        assertMatchesRecords();
        assertThat(segments()).hasSize(1);
        FeedbackFixture.writeRecords(folder, COUNT + 400);
        assertMatchesRecords();
        assertThat(segments()).hasSize(1); // the small one was taken in
    }

    @Test
    void concurrent_readers_see_all_records() {
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
