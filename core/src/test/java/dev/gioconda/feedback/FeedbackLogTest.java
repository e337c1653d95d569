package dev.gioconda.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.file.Hashes;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.store.FolderStore;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedbackLogTest {

    @TempDir
    private Path folder;

    private FeedbackLog log =
            new FeedbackLog(new FolderStore(Path.of("unused")), FeedbackFixture.fixedClock(FeedbackFixture.NOON));

    @BeforeEach
    void open() {
        log = new FeedbackLog(new FolderStore(folder), FeedbackFixture.fixedClock(FeedbackFixture.NOON));
    }

    private FeedbackLog logAfter(Duration time) {
        return new FeedbackLog(log.store(), FeedbackFixture.fixedClock(FeedbackFixture.NOON.plus(time)));
    }

    private List<String> keys(String prefix) throws IOException {
        return log.store().list(prefix).stream()
                .map(ObjectStore.ObjectSummary::key)
                .toList();
    }

    /** Everything in the store, read as text. */
    private String storedText() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(file).append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void record_is_stored_by_day_with_prediction_and_response() throws IOException {
        Response response = new Response(Response.Verdict.WRONG, null, null, "she only squints", SettingsJson.EMPTY);
        Receipt receipt = log.add(FeedbackFixture.png(1), FeedbackFixture.submission(response, 0.81, true, "a cookie"));

        assertThat(keys("feedback/")).containsExactly("feedback/2026/11/24/" + receipt.id() + ".json");
        Feedback feedback = log.find(receipt.id()).orElseThrow();
        assertThat(log.all()).containsExactly(feedback);
        assertThat(feedback.response()).isEqualTo(response);
        assertThat(feedback.truth()).isFalse();
        assertThat(feedback.classification().orElseThrow().probability()).isEqualTo(0.81);
        assertThat(feedback.time()).isEqualTo("2026-11-24T12:00:00Z");
        assertThat(feedback.expires()).isEqualTo("2026-12-24T12:00:00Z");
    }

    @Test
    void stored_image_has_pixels_only_and_is_keyed_by_hash() throws IOException {
        byte[] png = FeedbackFixture.png(1);
        byte[] withTail = java.util.Arrays.copyOf(png, png.length + 4);
        System.arraycopy("PK\3\4".getBytes(StandardCharsets.ISO_8859_1), 0, withTail, png.length, 4);
        Feedback feedback = log.find(log.add(withTail, FeedbackFixture.submission(Response.label(true), 0.4, true, "a"))
                        .id())
                .orElseThrow();

        String hash = feedback.shown().pictureHash();
        assertThat(keys("images/")).containsExactly("images/" + hash.substring(0, 2) + "/" + hash + ".png");
        byte[] kept = new FeedbackPictures(log.store()).read(hash).orElseThrow();
        assertThat(kept).isEqualTo(PictureWriter.png(FeedbackFixture.picture(1)));
        assertThat(Hashes.sha256(kept)).isEqualTo(hash);
        assertThat(new SafeImageDecoder().decode(kept).rgb())
                .isEqualTo(FeedbackFixture.picture(1).rgb());
    }

    @Test
    void without_consent_no_image_is_stored_and_accept_fails() throws IOException {
        Receipt receipt =
                log.add(FeedbackFixture.png(1), FeedbackFixture.submission(Response.label(true), 0.4, false, "a"));
        assertThat(keys("images/")).isEmpty();
        assertThatThrownBy(() -> new Reviews(log).decide(receipt.id(), true, "Lisa"))
                .hasMessageContaining("did not consent");
    }

    @Test
    void store_contains_neither_receipt_token_nor_client() throws IOException {
        Receipt receipt = log.add(
                FeedbackFixture.png(1), FeedbackFixture.submission(Response.label(true), 0.4, true, "192.0.2.7"));
        Receipt second = log.add(
                FeedbackFixture.png(2), FeedbackFixture.submission(Response.label(true), 0.4, true, "192.0.2.7"));
        assertThat(storedText()).doesNotContain(receipt.token()).doesNotContain("192.0.2.7");
        assertThat(log.find(receipt.id()).orElseThrow().client())
                .isEqualTo(log.find(second.id()).orElseThrow().client());
    }

    @Test
    void receipt_deletes_record_decisions_and_image() throws IOException {
        Receipt receipt = FeedbackFixture.addConfident(log, 1, true, "a");
        for (int i = 10; i < 300; i++) { // enough for the index
            log.add(FeedbackFixture.png(2), FeedbackFixture.submission(Response.label(true), 0.4, true, "b"));
        }
        String hash = log.find(receipt.id()).orElseThrow().shown().pictureHash();
        new Reviews(log).decide(receipt.id(), true, "Lisa");
        assertThat(log.all()).hasSize(291);
        assertThat(keys("index/feedback/")).hasSize(1);

        assertThat(new FeedbackRemoval(log).delete(Receipt.parse(receipt.toString())))
                .isEqualTo(new FeedbackRemoval.RemovalCounts(1, 1));

        assertThat(log.all()).hasSize(290);
        assertThat(storedText()).doesNotContain(receipt.id()).doesNotContain(hash);
        assertThatThrownBy(() -> new FeedbackRemoval(log).delete(receipt))
                .hasMessageContaining("No feedback has this receipt");
    }

    @Test
    void foreign_receipt_deletes_nothing() throws IOException {
        Receipt mine = FeedbackFixture.addConfident(log, 1, true, "a");
        Receipt other = FeedbackFixture.addConfident(log, 2, true, "b");
        assertThatThrownBy(() -> new FeedbackRemoval(log).delete(new Receipt(other.id(), mine.token())))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Receipt.parse("../../etc/passwd.0123")).isInstanceOf(IllegalArgumentException.class);
        assertThat(log.all()).hasSize(2);
    }

    @Test
    void image_stays_while_another_record_needs_it() throws IOException {
        Receipt first = FeedbackFixture.addConfident(log, 1, true, "a");
        Receipt second = FeedbackFixture.addConfident(log, 1, false, "b");
        log.add(
                FeedbackFixture.png(1),
                FeedbackFixture.submission(Response.label(true), 0.4, false, "c")); // no consent: needs no picture

        assertThat(new FeedbackRemoval(log).delete(first).pictures()).isZero();
        assertThat(keys("images/")).hasSize(1);
        assertThat(new FeedbackRemoval(log).delete(second).pictures()).isOne();
        assertThat(keys("images/")).isEmpty();
    }

    @Test
    void expired_record_is_hidden_and_purge_deletes_it() throws IOException {
        Receipt receipt = FeedbackFixture.addConfident(log, 1, true, "a");
        FeedbackLog afterwards = logAfter(Duration.ofDays(30));
        assertThat(afterwards.all()).isEmpty();
        assertThat(afterwards.find(receipt.id())).isEmpty();
        assertThat(new FeedbackRemoval(logAfter(Duration.ofDays(29))).purge())
                .isEqualTo(new FeedbackRemoval.RemovalCounts(0, 0));
        assertThat(new FeedbackRemoval(afterwards).purge()).isEqualTo(new FeedbackRemoval.RemovalCounts(1, 1));
        assertThat(keys("feedback/")).isEmpty();
        assertThat(keys("images/")).isEmpty();
    }

    @Test
    void purge_deletes_orphaned_images_and_decisions() throws IOException {
        Receipt kept = FeedbackFixture.addConfident(log, 1, true, "a");
        new Reviews(log).decide(kept.id(), true, "Lisa");
        Receipt orphaned = FeedbackFixture.addConfident(log, 1, true, "a");
        new Reviews(log).decide(orphaned.id(), true, "Lisa");
        Files.delete(folder.resolve(Feedback.key(orphaned.id())));
        byte[] png = FeedbackFixture.png(2);
        new FeedbackPictures(log.store()).put(Hashes.sha256(png), png);
        assertThat(new FeedbackRemoval(log).purge()).isEqualTo(new FeedbackRemoval.RemovalCounts(0, 1));
        assertThat(keys("images/")).hasSize(1);
        assertThat(new Reviews(log).all()).containsOnlyKeys(kept.id());
    }

    @Test
    void large_image_is_resized_before_it_is_stored() throws IOException {
        byte[] wide = PictureWriter.jpeg(new dev.gioconda.image.Picture(3200, 100, new byte[3200 * 100 * 3]), 0.5);
        Feedback feedback = log.find(log.add(wide, FeedbackFixture.submission(Response.label(true), 0.4, true, "a"))
                        .id())
                .orElseThrow();
        var kept = new SafeImageDecoder()
                .decode(new FeedbackPictures(log.store())
                        .read(feedback.shown().pictureHash())
                        .orElseThrow());
        assertThat(List.of(kept.width(), kept.height())).containsExactly(1600, 50);
    }

    @Test
    void invalid_submission_is_rejected_and_stores_nothing() throws IOException {
        assertThatThrownBy(() ->
                        log.add(new byte[] {1, 2, 3}, FeedbackFixture.submission(Response.label(true), 0.4, true, "a")))
                .isInstanceOf(RefusedPictureException.class);
        assertThatThrownBy(() -> FeedbackFixture.submission(
                        new Response(Response.Verdict.RIGHT, true, null, null, SettingsJson.EMPTY), 0.2, true, "a"))
                .hasMessageContaining("contradict");
        assertThatThrownBy(() -> new Response(null, null, 6, null, SettingsJson.EMPTY))
                .hasMessageContaining("1 to 5");
        assertThatThrownBy(() -> new Response(null, null, null, "nice", SettingsJson.EMPTY))
                .hasMessageContaining("The feedback is empty");
        assertThatThrownBy(() -> log.add(
                        FeedbackFixture.png(1),
                        FeedbackFixture.submission(Response.label(true), Double.NaN, true, "a")))
                .hasMessageContaining("0 to 1");
        assertThat(keys("feedback/")).isEmpty();
    }

    @Test
    void later_decision_overrides_the_earlier_one() throws IOException {
        Receipt receipt = FeedbackFixture.addConfident(log, 1, true, "a");
        Reviews reviews = new Reviews(log);
        assertThat(reviews.decide(receipt.id(), true, "Lisa").number()).isOne();
        assertThat(reviews.decide(receipt.id(), true, "Mona"))
                .isEqualTo(reviews.latest(receipt.id()).orElseThrow());
        assertThat(reviews.decide(receipt.id(), false, "Mona").number()).isEqualTo(2);
        assertThat(reviews.all().values()).extracting(Decision::accepted).containsExactly(false);
        assertThat(keys("reviews/")).hasSize(2);
        assertThatThrownBy(() -> reviews.decide("20261124-120000-0123456789abcdef", true, "Lisa"))
                .hasMessageContaining("There is no feedback");
    }

    @Test
    void damaged_record_is_named_when_it_is_asked_for() throws IOException {
        Receipt receipt = FeedbackFixture.addConfident(log, 1, true, "a");
        Path file = folder.resolve(Feedback.key(receipt.id()));
        Files.writeString(file, Files.readString(file).replace("\"probability\":0.9", "\"probability\":7"));
        assertThat(log.all()).isEmpty();
        assertThatThrownBy(() -> log.find(receipt.id()))
                .isInstanceOf(DamagedRecordException.class)
                .hasMessageContaining(receipt.id())
                .hasMessageContaining("0 to 1");
        assertThatThrownBy(() -> new FeedbackRemoval(log).delete(receipt)).isInstanceOf(DamagedRecordException.class);
    }
}
