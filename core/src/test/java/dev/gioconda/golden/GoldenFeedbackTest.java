package dev.gioconda.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.face.Framing;
import dev.gioconda.feedback.AcceptedFeedback;
import dev.gioconda.feedback.Classification;
import dev.gioconda.feedback.Decision;
import dev.gioconda.feedback.Feedback;
import dev.gioconda.feedback.FeedbackExport;
import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.feedback.FeedbackPictures;
import dev.gioconda.feedback.FeedbackRemoval;
import dev.gioconda.feedback.Receipt;
import dev.gioconda.feedback.RecordBytes;
import dev.gioconda.feedback.Response;
import dev.gioconda.feedback.Reviews;
import dev.gioconda.feedback.ShownImage;
import dev.gioconda.feedback.Stylization;
import dev.gioconda.feedback.Submission;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.store.FolderStore;
import dev.gioconda.store.ObjectContent;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feedback, reviews, kept images, index segments, receipts and the clients' key of the store of 0.1.0 are read as they were written. */
class GoldenFeedbackTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);
    private static final String LABEL = "20261120-100100-512f45f2ce257064";
    private static final String WRONG = "20261120-100200-4da226901f89078f";
    private static final String RIGHT = "20261120-100300-0db13687d87353f3";
    private static final String BOTH = "20261120-100400-a93b6d38c58d6610";
    private static final String STARS = "20261120-100500-a35a29e9facef87f";
    private static final String FIRST = "b9897170280acce2be76ac5b3e4ff5971380b8562b916593ae675aa0a962e362";
    private static final String SECOND = "7c3a478120534ed63b0477c58271ca1afcc6e63cc30f814fc92c0515538045ea";
    private static final String STARRED = "cf139088a583d926bbbce461bdea8b67034e011d53d2d2d43a970430503b81f3";

    @TempDir
    private Path folder;

    private Path root = Path.of("");

    @BeforeEach
    void copy() throws IOException {
        root = GoldenFiles.copy("store", folder.resolve("store"));
    }

    private FeedbackLog log() {
        return new FeedbackLog(new FolderStore(root), CLOCK);
    }

    private static String receipt(String name) throws IOException {
        return Files.readAllLines(GoldenFiles.at("receipts.txt")).stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    private static Feedback expected(
            String id, ShownImage shown, Response said, boolean consent, String client, String receipt) {
        String minute = id.substring(11, 13);
        return new Feedback(
                1,
                id,
                "2026-11-20T10:" + minute + ":00Z",
                shown,
                said,
                consent,
                "2036-11-17T10:" + minute + ":00Z",
                client,
                receipt);
    }

    private static final Feedback LABELLED = expected(
            LABEL,
            new ShownImage(
                    FIRST,
                    "a291e29f687994a7",
                    Framing.CELEBA,
                    new Classification("smile/20261119-120000", "Smiling", 0.81, true)),
            new Response(null, true, null, null, "{}"),
            true,
            "53fe316799d11f25",
            "d7083bde4772732741ac1166b1d2a20f43712dd4259d6edf35b5863ba3379fd0");
    private static final Feedback CALLED_WRONG = expected(
            WRONG,
            new ShownImage(
                    SECOND,
                    "a093669a693df187",
                    Framing.CELEBA,
                    new Classification("smile/20261119-120000", "Smiling", 0.4375, false)),
            new Response(Response.Verdict.WRONG, null, null, "Er lächelt doch – nur mit den Augen.", "{}"),
            true,
            "bcb970a8fab785c1",
            "0157385ac25edcdf1f2a4427a2311aba619219f66e15000c96fb2852168a0711");
    private static final Feedback CALLED_RIGHT = expected(
            RIGHT,
            new ShownImage(
                    "797913f368e812f85a2fcac26ebb756d9d9ebdaa9745ba18d77f83f4e7817908",
                    "00000f1f1f3f3f3f",
                    Framing.PHOTO,
                    new Classification("smile/20261119-120000", "Smiling", 0.25, false)),
            new Response(Response.Verdict.RIGHT, null, null, null, "{}"),
            false,
            "53fe316799d11f25",
            "89a5a4d0ae451bc7d6f63732c362715ebe137a8e7b8f10e75bb9c52896d06026");
    private static final Feedback BOTH_SAID = expected(
            BOTH,
            new ShownImage(
                    "53ac861d041c72fb3e0b2f310a3938c046669044350c371b1a6c52d6072e61fe",
                    "0000071f1f3f3f3f",
                    Framing.LFWCROP,
                    new Classification("smile/20261119-120000", "Male", 0.5, true)),
            new Response(Response.Verdict.WRONG, false, null, null, "{}"),
            false,
            "f51f7683be80511c",
            "b9d0ab665d30e4d1df10e728278120861195dfcd87588b7c738edc2f4779f58a");
    private static final Feedback STARRED_WITH_CONSENT = expected(
            STARS,
            new ShownImage(STARRED, "9bcc219ae67887a5", Framing.WHOLE, new Stylization("own")),
            new Response(
                    null,
                    null,
                    3,
                    "too blue",
                    "{\"style\":\"water-garden\",\"ratio\":0.01,\"nested\":{\"list\":[1,2.5,null]}}"),
            true,
            "7198b90fb24906d9",
            "976263a9af8615495f0741e95caae7647adccbc2acd2bb2d7a72c71992f79436");

    // ---- records and the index

    @Test
    void new_records_have_the_bytes_of_the_stored_records() throws IOException {
        for (Feedback feedback : List.of(LABELLED, CALLED_WRONG, CALLED_RIGHT, BOTH_SAID, STARRED_WITH_CONSENT)) {
            assertThat(RecordBytes.of(feedback)).isEqualTo(Files.readString(root.resolve(feedback.key())));
        }
        try (var files = Files.walk(root.resolve("feedback"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(RecordBytes.rewritten(file)).isEqualTo(Files.readString(file));
            }
        }
    }

    @Test
    void each_feedback_record_is_read_from_its_own_object() throws IOException {
        FeedbackLog log = log();
        assertThat(log.find(LABEL)).contains(LABELLED);
        assertThat(log.find(WRONG)).contains(CALLED_WRONG);
        assertThat(log.find(RIGHT)).contains(CALLED_RIGHT);
        assertThat(log.find(BOTH)).contains(BOTH_SAID);
        assertThat(log.find(STARS)).contains(STARRED_WITH_CONSENT);
        assertThat(log.find("20261120-100600-9aa277a831b64464")).get().satisfies(feedback -> {
            assertThat(feedback.response().stars()).isEqualTo(5);
            assertThat(feedback.response().settings())
                    .startsWith("{\"preset\":\"quick\",\"style\":\"waves\",\"styleSha256\":\"abab")
                    .contains("\"styleWeight\":4.0", "\"colours\":\"style\"", "\"size\":256");
        });
    }

    @Test
    void feedback_records_are_read_from_the_index_segment_alone() throws IOException {
        List<Feedback> all = new FeedbackLog(new Closed(new FolderStore(root), "feedback/"), CLOCK).all();
        assertThat(all).hasSize(37);
        assertThat(all.subList(0, 5))
                .containsExactly(LABELLED, CALLED_WRONG, CALLED_RIGHT, BOTH_SAID, STARRED_WITH_CONSENT);
        try (var segments = Files.list(root.resolve("index/feedback"))) {
            assertThat(segments).as("the segment is not written again").hasSize(1);
        }
    }

    @Test
    void the_index_and_the_records_say_the_same() throws IOException {
        List<Feedback> copies = log().all();
        for (Feedback copy : copies) {
            assertThat(log().find(copy.id())).contains(copy);
        }
    }

    @Test
    void reviews_are_read_from_objects_and_index_segment() throws IOException {
        Decision accepted = new Decision(1, LABEL, 1, true, "Lisa", "2026-11-20T10:38:00Z");
        Decision changed = new Decision(1, WRONG, 2, true, "Mona", "2026-11-20T10:39:00Z");
        Decision rejected = new Decision(1, RIGHT, 1, false, "Mona", "2026-11-20T10:39:00Z");
        Map<String, Decision> decisions =
                new Reviews(new FeedbackLog(new Closed(new FolderStore(root), "reviews/"), CLOCK)).all();
        assertThat(decisions)
                .containsOnly(Map.entry(LABEL, accepted), Map.entry(WRONG, changed), Map.entry(RIGHT, rejected));
        assertThat(RecordBytes.of(accepted)).isEqualTo(Files.readString(review(LABEL, 1)));
        assertThat(RecordBytes.of(changed)).isEqualTo(Files.readString(review(WRONG, 2)));
        assertThat(RecordBytes.of(rejected)).isEqualTo(Files.readString(review(RIGHT, 1)));
        Reviews reviews = new Reviews(log());
        assertThat(reviews.latest(LABEL)).contains(accepted);
        assertThat(reviews.latest(WRONG)).contains(changed);
        assertThat(reviews.latest(RIGHT)).contains(rejected);
    }

    private Path review(String id, int number) {
        return root.resolve("reviews/2026/11/20/%s.%04d.json".formatted(id, number));
    }

    @Test
    void rating_of_a_stylized_image_is_stored_as_a_prediction() throws IOException {
        FeedbackLog log = log();
        Receipt receipt = log.add(
                new Picture(8, 8, new byte[8 * 8 * 3]),
                new Submission(
                        Framing.PHOTO,
                        new Stylization("quick"),
                        new Response(null, null, 5, null, "{}"),
                        false,
                        Duration.ofDays(1),
                        "client-1"));
        Feedback feedback = log.find(receipt.id()).orElseThrow();
        assertThat(feedback.shown().subject()).isEqualTo(new Stylization("quick"));
        assertThat(feedback.classification()).isEmpty();
        assertThat(Files.readString(root.resolve(feedback.key())))
                .contains(
                        "\"framing\":\"PHOTO\",\"model\":\"style/quick\",\"attribute\":\"Painting\",\"probability\":0.5,\"yes\":true}");
    }

    // ---- images, receipts, pseudonyms

    @Test
    void kept_images_are_found_under_their_hash() throws IOException {
        FeedbackPictures pictures = new FeedbackPictures(new FolderStore(root));
        Picture first = new SafeImageDecoder().decode(pictures.read(FIRST).orElseThrow());
        assertThat(List.of(first.width(), first.height())).containsExactly(89, 109);
        assertThat(pictures.contains(SECOND)).isTrue();
        assertThat(pictures.contains(STARRED)).isTrue();
        assertThat(pictures.contains(CALLED_RIGHT.shown().pictureHash())).isFalse();
        assertThat(pictures.bytes()).isEqualTo(13058 + 20736 + 2767);
    }

    @Test
    void the_accepted_answers_are_exported_with_their_labels() throws IOException {
        AcceptedFeedback accepted = AcceptedFeedback.of(log(), "Smiling");
        assertThat(accepted.pictures())
                .extracting(AcceptedFeedback.LabeledPicture::hash, AcceptedFeedback.LabeledPicture::yes)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(FIRST, true),
                        org.assertj.core.groups.Tuple.tuple(SECOND, true));
        Path out = folder.resolve("export");
        FeedbackExport.ExportCounts written =
                new FeedbackExport(accepted, new FeedbackPictures(new FolderStore(root))).write(out);
        assertThat(written).isEqualTo(new FeedbackExport.ExportCounts(2, 0));
        assertThat(out.resolve("feedback.csv")).content().isEqualTo("""
                        file,attribute,label,answer,model,probability,time,client
                        Smiling/%s.png,Smiling,1,%s,smile/20261119-120000,0.81,2026-11-20T10:01:00Z,53fe316799d11f25
                        Smiling/%s.png,Smiling,1,%s,smile/20261119-120000,0.4375,2026-11-20T10:02:00Z,bcb970a8fab785c1
                        """.formatted(FIRST, LABEL, SECOND, WRONG));
    }

    @Test
    void a_receipt_deletes_everything_of_its_feedback() throws IOException {
        FeedbackRemoval.RemovalCounts removed = new FeedbackRemoval(log()).delete(Receipt.parse(receipt("label")));
        assertThat(removed).isEqualTo(new FeedbackRemoval.RemovalCounts(1, 1));
        assertThat(log().find(LABEL)).isEmpty();
        assertThat(log().all()).hasSize(36).doesNotContain(LABELLED);
        assertThat(new Reviews(log()).all()).containsOnlyKeys(WRONG, RIGHT);
        assertThat(new FeedbackPictures(new FolderStore(root)).contains(FIRST)).isFalse();
    }

    @Test
    void a_client_keeps_its_pseudonym() throws IOException {
        assertThat(root.resolve("clients/key")).content().isEqualTo("0e95d50ccb62b885f03cf7913238325f");
        FeedbackLog log = log();
        Receipt again = log.add(
                new Picture(8, 8, new byte[8 * 8 * 3]),
                new Submission(
                        Framing.PHOTO,
                        new Classification("smile/20261119-120000", "Smiling", 0.75, true),
                        Response.of(Response.Verdict.RIGHT),
                        false,
                        Duration.ofDays(1),
                        "client-1"));
        assertThat(log.find(again.id()).orElseThrow().client()).isEqualTo(LABELLED.client());
    }

    /**
     * A store whose objects below a prefix can be listed and not opened.
     *
     * @param store that is asked for everything else
     * @param prefix of the keys
     */
    private record Closed(ObjectStore store, String prefix) implements ObjectStore {

        private void check(String key) {
            assertThat(key).as("an object that must not be opened").doesNotStartWith(prefix);
        }

        @Override
        public Optional<byte[]> get(String key) throws IOException {
            check(key);
            return store.get(key);
        }

        @Override
        public Optional<byte[]> get(String key, long from, int length) throws IOException {
            check(key);
            return store.get(key, from, length);
        }

        @Override
        public boolean create(String key, ObjectContent content) throws IOException {
            return store.create(key, content);
        }

        @Override
        public void put(String key, ObjectContent content) throws IOException {
            store.put(key, content);
        }

        @Override
        public List<ObjectSummary> list(String prefixOfKeys) throws IOException {
            return store.list(prefixOfKeys);
        }

        @Override
        public boolean delete(String key) throws IOException {
            return store.delete(key);
        }

        @Override
        public void close() {}
    }
}
