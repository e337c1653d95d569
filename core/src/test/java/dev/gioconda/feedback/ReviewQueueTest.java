package dev.gioconda.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.store.FolderStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewQueueTest {

    @TempDir
    private Path folder;

    private FeedbackLog log =
            new FeedbackLog(new FolderStore(Path.of("unused")), FeedbackFixture.fixedClock(FeedbackFixture.NOON));

    @BeforeEach
    void open() {
        log = new FeedbackLog(new FolderStore(folder), FeedbackFixture.fixedClock(FeedbackFixture.NOON));
    }

    private String add(long picture, boolean yes, double probability, String client) throws IOException {
        return log.add(
                        FeedbackFixture.png(picture),
                        FeedbackFixture.submission(Response.label(yes), probability, true, client))
                .id();
    }

    @Test
    void contested_and_uncertain_groups_come_first() throws IOException {
        String sure = add(1, true, 0.99, "a");
        String unsure = add(2, true, 0.6, "b");
        String contested = add(3, true, 0.97, "c");
        add(3, false, 0.97, "d");
        ReviewQueue queue = ReviewQueue.of(log);
        assertThat(queue.pending()).isEqualTo(4);
        assertThat(queue.groups().get(0).answers())
                .hasSize(2)
                .extracting(Feedback::id)
                .contains(contested);
        assertThat(queue.groups().get(0).disagreement()).isEqualTo(1);
        assertThat(queue.groups().get(1).answers()).extracting(Feedback::id).containsExactly(unsure);
        assertThat(queue.groups().get(1).uncertainty()).isCloseTo(0.8, within(1e-12));
        assertThat(queue.groups().get(2).answers()).extracting(Feedback::id).containsExactly(sure);
    }

    @Test
    void near_duplicates_share_a_group_per_attribute() throws IOException {
        Picture picture = FeedbackFixture.picture(5);
        Picture smaller =
                Resampler.region(picture, new CropGeometry(0, 0, picture.width(), picture.height(), 45, 30, false));
        add(5, true, 0.9, "a");
        log.add(PictureWriter.jpeg(smaller, 0.8), FeedbackFixture.submission(Response.label(true), 0.9, true, "b"));
        add(6, true, 0.9, "c");
        assertThat(ReviewQueue.of(log).groups())
                .extracting(group -> group.answers().size())
                .containsExactly(2, 1);
    }

    @Test
    void client_counts_once_per_group_and_its_share_is_shown() throws IOException {
        for (int i = 0; i < 3; i++) {
            add(1, true, 0.9, "loud");
        }
        add(1, false, 0.9, "quiet");
        ReviewQueue queue = ReviewQueue.of(log);
        AnswerGroup group = queue.groups().get(0);
        assertThat(group.yes()).isOne();
        assertThat(group.no()).isOne();
        assertThat(group.disagreement()).isEqualTo(1);
        assertThat(group.largest().share()).isEqualTo(0.75);
        assertThat(queue.shares()).extracting(ClientShare::answers).containsExactly(3, 1);
    }

    @Test
    void decided_records_and_ratings_are_not_queued() throws IOException {
        String accepted = add(1, true, 0.9, "a");
        String rejected = add(2, true, 0.9, "a");
        new Reviews(log).decide(accepted, true, "Lisa");
        new Reviews(log).decide(rejected, false, "Lisa");
        log.add(
                FeedbackFixture.png(3),
                FeedbackFixture.submission(new Response(null, null, 4, "nice", "{\"ratio\":0.1}"), 0.5, true, "b"));
        assertThat(ReviewQueue.of(log).groups()).isEmpty();
        assertThat(log.all()).hasSize(3);
    }

    @Test
    void accepted_records_of_an_image_give_the_majority_label() throws IOException {
        Reviews reviews = new Reviews(log);
        for (String id : List.of(add(1, true, 0.9, "a"), add(1, true, 0.9, "b"), add(1, false, 0.9, "c"))) {
            reviews.decide(id, true, "Lisa");
        }
        for (String id : List.of(add(2, true, 0.9, "a"), add(2, false, 0.9, "b"))) {
            reviews.decide(id, true, "Lisa");
        }
        add(3, true, 0.9, "a"); // not accepted
        AcceptedFeedback accepted = AcceptedFeedback.of(log, "Smiling");
        assertThat(accepted.pictures()).singleElement().satisfies(picture -> {
            assertThat(picture.yes()).isTrue();
            assertThat(picture.answers()).hasSize(3);
        });
        assertThat(accepted.contradictory()).hasSize(1);
        assertThat(AcceptedFeedback.of(log, "Eyeglasses").pictures()).isEmpty();
    }

    @Test
    void groups_match_pairwise_comparison() throws IOException {
        FeedbackFixture.writeRecords(folder, 2000);
        List<Feedback> answers = log.all();
        List<List<Feedback>> pairwise = new ArrayList<>();
        for (Feedback answer : answers) {
            long bits = Long.parseUnsignedLong(answer.shown().perceptualHash(), 16);
            pairwise.stream()
                    .filter(group -> Long.bitCount(
                                    Long.parseUnsignedLong(group.get(0).shown().perceptualHash(), 16) ^ bits)
                            <= 4)
                    .findFirst()
                    .orElseGet(() -> {
                        pairwise.add(new ArrayList<>());
                        return pairwise.get(pairwise.size() - 1);
                    })
                    .add(answer);
        }
        assertThat(NearDuplicateGroups.of(answers)).isEqualTo(pairwise).hasSizeLessThan(2000);
    }
}
