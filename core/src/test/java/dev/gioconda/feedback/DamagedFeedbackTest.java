package dev.gioconda.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.store.FolderStore;
import dev.gioconda.store.ObjectContent;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One damaged record or decision stops nothing: the others are reviewed, expire and are deleted by their receipts. */
class DamagedFeedbackTest {

    @TempDir
    private Path folder;

    private FeedbackLog log =
            new FeedbackLog(new FolderStore(Path.of("unused")), FeedbackFixture.fixedClock(FeedbackFixture.NOON));

    @BeforeEach
    void open() {
        log = new FeedbackLog(new FolderStore(folder), FeedbackFixture.fixedClock(FeedbackFixture.NOON));
    }

    private List<String> keys(String prefix) throws IOException {
        return log.store().list(prefix).stream()
                .map(ObjectStore.ObjectSummary::key)
                .toList();
    }

    private void damage(String key, String content) throws IOException {
        log.store().put(key, ObjectContent.of(content));
    }

    /** Cuts the record after its image's hash. */
    private void truncate(Receipt receipt) throws IOException {
        Path file = folder.resolve(Feedback.key(receipt.id()));
        String json = Files.readString(file);
        damage(Feedback.key(receipt.id()), json.substring(0, json.indexOf("\"framing\"")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{",
                "[]",
                "7",
                "{\"format\":1}",
                "{\"format\":2}",
                "{\"format\":1,\"id\":null,\"time\":null,\"shown\":null,\"said\":null,\"consent\":true,\"expires\":null,"
                        + "\"client\":null,\"receipt\":null}"
            })
    void other_feedback_is_listed_reviewed_and_deleted(String content) throws IOException {
        Receipt damaged = FeedbackFixture.addConfident(log, 1, true, "a");
        Receipt other = FeedbackFixture.addConfident(log, 2, true, "b");
        damage(Feedback.key(damaged.id()), content);

        assertThat(log.all()).extracting(Feedback::id).containsExactly(other.id());
        assertThat(ReviewQueue.of(log).pending()).isOne();
        new Reviews(log).decide(other.id(), true, "Lisa");
        assertThat(AcceptedFeedback.of(log, "Smiling").pictures()).hasSize(1);
        String hash = log.find(other.id()).orElseThrow().shown().pictureHash();
        assertThat(new FeedbackRemoval(log).delete(other)).isEqualTo(new FeedbackRemoval.RemovalCounts(1, 1));
        assertThat(keys("images/")).doesNotContain(FeedbackPictures.key(hash));
        assertThat(keys("reviews/")).isEmpty();
        assertThat(keys("feedback/")).containsExactly(Feedback.key(damaged.id()));
    }

    @Test
    void expired_feedback_is_purged_beside_a_damaged_record() throws IOException {
        Receipt damaged = FeedbackFixture.addConfident(log, 1, true, "a");
        new Reviews(log).decide(damaged.id(), true, "Lisa");
        String hash = log.find(damaged.id()).orElseThrow().shown().pictureHash();
        FeedbackFixture.addConfident(log, 2, true, "b");
        truncate(damaged);

        FeedbackLog later = new FeedbackLog(
                log.store(), FeedbackFixture.fixedClock(FeedbackFixture.NOON.plus(Duration.ofDays(31))));
        assertThat(new FeedbackRemoval(later).purge()).isEqualTo(new FeedbackRemoval.RemovalCounts(1, 1));
        assertThat(keys("images/")).as("may belong to the damaged record").containsExactly(FeedbackPictures.key(hash));
        assertThat(keys("reviews/")).as("of the damaged record").hasSize(1);
    }

    @Test
    void damaged_decision_leaves_its_record_undecided() throws IOException {
        Receipt first = FeedbackFixture.addConfident(log, 1, true, "a");
        Receipt second = FeedbackFixture.addConfident(log, 2, true, "b");
        Reviews reviews = new Reviews(log);
        reviews.decide(first.id(), true, "Lisa");
        reviews.decide(first.id(), false, "Lisa");
        reviews.decide(second.id(), true, "Lisa");
        damage(Decision.key(first.id(), 2), "null");

        assertThat(reviews.all()).containsOnlyKeys(second.id());
        assertThat(reviews.latest(first.id())).isEmpty();
        assertThat(ReviewQueue.of(log).pending()).isOne();
        assertThat(reviews.decide(first.id(), false, "Mona").number()).isEqualTo(3);
        assertThat(reviews.latest(first.id()).orElseThrow().accepted()).isFalse();
        new FeedbackRemoval(log).purge();
        assertThat(keys("reviews/")).hasSize(4);
        new FeedbackRemoval(log).delete(first);
        assertThat(keys("reviews/")).containsExactly(Decision.key(second.id(), 1));
    }

    @Test
    void failed_deletion_has_deleted_the_image_and_can_be_repeated() throws IOException {
        Receipt receipt = FeedbackFixture.addConfident(log, 1, true, "a");
        FeedbackLog failing = new FeedbackLog(new UndeletableRecords(log.store()), log.clock());
        assertThatThrownBy(() -> new FeedbackRemoval(failing).delete(receipt)).hasMessageContaining("read-only");
        assertThat(keys("images/")).isEmpty();
        assertThat(new FeedbackRemoval(log).delete(receipt).answers()).isOne();
        assertThat(keys("feedback/")).isEmpty();
    }

    /** A store that deletes images, but no records. */
    private record UndeletableRecords(ObjectStore delegate) implements ObjectStore {

        @Override
        public Optional<byte[]> get(String key) throws IOException {
            return delegate.get(key);
        }

        @Override
        public Optional<byte[]> get(String key, long from, int length) throws IOException {
            return delegate.get(key, from, length);
        }

        @Override
        public boolean create(String key, ObjectContent content) throws IOException {
            return delegate.create(key, content);
        }

        @Override
        public void put(String key, ObjectContent content) throws IOException {
            delegate.put(key, content);
        }

        @Override
        public List<ObjectSummary> list(String prefix) throws IOException {
            return delegate.list(prefix);
        }

        @Override
        public boolean delete(String key) throws IOException {
            if (key.startsWith(Feedback.PREFIX)) {
                throw new IOException("read-only");
            }
            return delegate.delete(key);
        }

        @Override
        public void close() throws IOException {
            delegate.close();
        }
    }
}
