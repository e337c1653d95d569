package dev.gioconda.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.image.codec.ImageDoor;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.store.FolderStore;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.store.Sha256;
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

    private FeedbackLog log = new FeedbackLog(new FolderStore(Path.of("unused")), Answers.at(Answers.NOON));

    @BeforeEach
    void open() {
        log = new FeedbackLog(new FolderStore(folder), Answers.at(Answers.NOON));
    }

    private FeedbackLog later(Duration time) {
        return new FeedbackLog(log.store(), Answers.at(Answers.NOON.plus(time)));
    }

    private List<String> keys(String prefix) throws IOException {
        return log.store().list(prefix).stream().map(ObjectStore.Listed::key).toList();
    }

    /** Everything in the store, read as text. */
    private String everything() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(file).append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void anAnswerIsAnObjectOfItsDayThatHoldsWhatWasShownAndSaid() throws IOException {
        Said said = new Said(Said.Verdict.WRONG, null, null, "she only squints", Settings.NONE);
        Receipt receipt = log.add(Answers.png(1), Answers.submission(said, 0.81, true, "a cookie"));

        assertThat(keys("feedback/")).containsExactly("feedback/2026/11/24/" + receipt.id() + ".json");
        Feedback feedback = log.find(receipt.id()).orElseThrow();
        assertThat(log.all()).containsExactly(feedback);
        assertThat(feedback.said()).isEqualTo(said);
        assertThat(feedback.truth()).isFalse();
        assertThat(feedback.shown().probability()).isEqualTo(0.81);
        assertThat(feedback.time()).isEqualTo("2026-11-24T12:00:00Z");
        assertThat(feedback.expires()).isEqualTo("2026-12-24T12:00:00Z");
    }

    @Test
    void aKeptPictureIsItsBarePixelsUnderTheHashOfItsFile() throws IOException {
        byte[] png = Answers.png(1);
        byte[] withTail = java.util.Arrays.copyOf(png, png.length + 4);
        System.arraycopy("PK\3\4".getBytes(StandardCharsets.ISO_8859_1), 0, withTail, png.length, 4);
        Feedback feedback = log.find(log.add(withTail, Answers.submission(Said.label(true), 0.4, true, "a"))
                        .id())
                .orElseThrow();

        String hash = feedback.shown().picture();
        assertThat(keys("images/")).containsExactly("images/" + hash.substring(0, 2) + "/" + hash + ".png");
        byte[] kept = new KeptPictures(log.store()).read(hash).orElseThrow();
        assertThat(kept).isEqualTo(PictureWriter.png(Answers.picture(1)));
        assertThat(Sha256.of(kept)).isEqualTo(hash);
        assertThat(new ImageDoor().decode(kept).rgb())
                .isEqualTo(Answers.picture(1).rgb());
    }

    @Test
    void withoutConsentNoPictureIsKeptAndTheAnswerCannotBeAccepted() throws IOException {
        Receipt receipt = log.add(Answers.png(1), Answers.submission(Said.label(true), 0.4, false, "a"));
        assertThat(keys("images/")).isEmpty();
        assertThatThrownBy(() -> new Reviews(log).decide(receipt.id(), true, "Lisa"))
                .hasMessageContaining("did not agree");
    }

    @Test
    void neitherTheReceiptNorWhoSaidItLiesInTheStore() throws IOException {
        Receipt receipt = log.add(Answers.png(1), Answers.submission(Said.label(true), 0.4, true, "192.0.2.7"));
        Receipt second = log.add(Answers.png(2), Answers.submission(Said.label(true), 0.4, true, "192.0.2.7"));
        assertThat(everything()).doesNotContain(receipt.token()).doesNotContain("192.0.2.7");
        assertThat(log.find(receipt.id()).orElseThrow().client())
                .isEqualTo(log.find(second.id()).orElseThrow().client());
    }

    @Test
    void aReceiptDeletesItsAnswerEveryTraceOfItAndThePicture() throws IOException {
        Receipt receipt = Answers.add(log, 1, true, "a");
        for (int i = 10; i < 300; i++) { // enough for the index
            log.add(Answers.png(2), Answers.submission(Said.label(true), 0.4, true, "b"));
        }
        String hash = log.find(receipt.id()).orElseThrow().shown().picture();
        new Reviews(log).decide(receipt.id(), true, "Lisa");
        assertThat(log.all()).hasSize(291);
        assertThat(keys("index/feedback/")).hasSize(1);

        assertThat(new Removal(log).delete(Receipt.parse(receipt.toString()))).isEqualTo(new Removal.Removed(1, 1));

        assertThat(log.all()).hasSize(290);
        assertThat(everything()).doesNotContain(receipt.id()).doesNotContain(hash);
        assertThatThrownBy(() -> new Removal(log).delete(receipt)).hasMessageContaining("opens no answer");
    }

    @Test
    void anothersReceiptOpensNothing() throws IOException {
        Receipt mine = Answers.add(log, 1, true, "a");
        Receipt other = Answers.add(log, 2, true, "b");
        assertThatThrownBy(() -> new Removal(log).delete(new Receipt(other.id(), mine.token())))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Receipt.parse("../../etc/passwd.0123")).isInstanceOf(IllegalArgumentException.class);
        assertThat(log.all()).hasSize(2);
    }

    @Test
    void aPictureStaysAsLongAsAnotherConsentedAnswerNeedsIt() throws IOException {
        Receipt first = Answers.add(log, 1, true, "a");
        Receipt second = Answers.add(log, 1, false, "b");
        log.add(Answers.png(1), Answers.submission(Said.label(true), 0.4, false, "c")); // no consent: needs no picture

        assertThat(new Removal(log).delete(first).pictures()).isZero();
        assertThat(keys("images/")).hasSize(1);
        assertThat(new Removal(log).delete(second).pictures()).isOne();
        assertThat(keys("images/")).isEmpty();
    }

    @Test
    void whatHasExpiredIsNotThereAndPurgeDeletesIt() throws IOException {
        Receipt receipt = Answers.add(log, 1, true, "a");
        FeedbackLog afterwards = later(Duration.ofDays(30));
        assertThat(afterwards.all()).isEmpty();
        assertThat(afterwards.find(receipt.id())).isEmpty();
        assertThat(new Removal(later(Duration.ofDays(29))).purge()).isEqualTo(new Removal.Removed(0, 0));
        assertThat(new Removal(afterwards).purge()).isEqualTo(new Removal.Removed(1, 1));
        assertThat(keys("feedback/")).isEmpty();
        assertThat(keys("images/")).isEmpty();
    }

    @Test
    void purgeAlsoDeletesPicturesAndDecisionsThatACrashLeftBehind() throws IOException {
        Receipt kept = Answers.add(log, 1, true, "a");
        new Reviews(log).decide(kept.id(), true, "Lisa");
        Receipt lost = Answers.add(log, 1, true, "a");
        new Reviews(log).decide(lost.id(), true, "Lisa");
        Files.delete(folder.resolve(Feedback.key(lost.id())));
        byte[] png = Answers.png(2);
        new KeptPictures(log.store()).keep(Sha256.of(png), png);
        assertThat(new Removal(log).purge()).isEqualTo(new Removal.Removed(0, 1));
        assertThat(keys("images/")).hasSize(1);
        assertThat(new Reviews(log).all()).containsOnlyKeys(kept.id());
    }

    @Test
    void aLargePictureIsMadeSmallerBeforeItIsKept() throws IOException {
        byte[] wide = PictureWriter.jpeg(new dev.gioconda.image.Picture(3200, 100, new byte[3200 * 100 * 3]), 0.5);
        Feedback feedback = log.find(log.add(wide, Answers.submission(Said.label(true), 0.4, true, "a"))
                        .id())
                .orElseThrow();
        var kept = new ImageDoor()
                .decode(new KeptPictures(log.store())
                        .read(feedback.shown().picture())
                        .orElseThrow());
        assertThat(List.of(kept.width(), kept.height())).containsExactly(1600, 50);
    }

    @Test
    void whatIsNoPictureOrContradictsItselfIsRefusedAndLeavesNothing() throws IOException {
        assertThatThrownBy(() -> log.add(new byte[] {1, 2, 3}, Answers.submission(Said.label(true), 0.4, true, "a")))
                .isInstanceOf(RefusedPictureException.class);
        assertThatThrownBy(() -> Answers.submission(
                        new Said(Said.Verdict.RIGHT, true, null, null, Settings.NONE), 0.2, true, "a"))
                .hasMessageContaining("contradict");
        assertThatThrownBy(() -> new Said(null, null, 6, null, Settings.NONE)).hasMessageContaining("1 to 5");
        assertThatThrownBy(() -> new Said(null, null, null, "nice", Settings.NONE))
                .hasMessageContaining("Nothing was said");
        assertThatThrownBy(() -> log.add(Answers.png(1), Answers.submission(Said.label(true), Double.NaN, true, "a")))
                .hasMessageContaining("0 to 1");
        assertThat(keys("feedback/")).isEmpty();
    }

    @Test
    void aDecisionIsAnObjectOfItsOwnAndALaterOneCountsMore() throws IOException {
        Receipt receipt = Answers.add(log, 1, true, "a");
        Reviews reviews = new Reviews(log);
        assertThat(reviews.decide(receipt.id(), true, "Lisa").number()).isOne();
        assertThat(reviews.decide(receipt.id(), true, "Mona"))
                .isEqualTo(reviews.latest(receipt.id()).orElseThrow());
        assertThat(reviews.decide(receipt.id(), false, "Mona").number()).isEqualTo(2);
        assertThat(reviews.all().values()).extracting(Decision::accepted).containsExactly(false);
        assertThat(keys("reviews/")).hasSize(2);
        assertThatThrownBy(() -> reviews.decide("20261124-120000-0123456789abcdef", true, "Lisa"))
                .hasMessageContaining("There is no answer");
    }

    @Test
    void aDamagedRecordIsNamed() throws IOException {
        Receipt receipt = Answers.add(log, 1, true, "a");
        Path file = folder.resolve(Feedback.key(receipt.id()));
        Files.writeString(file, Files.readString(file).replace("\"probability\":0.9", "\"probability\":7"));
        assertThatThrownBy(() -> log.all()).hasMessageContaining(receipt.id()).hasMessageContaining("0 to 1");
    }
}
