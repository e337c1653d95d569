package dev.gioconda.server.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.face.Framing;
import dev.gioconda.feedback.Classification;
import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.feedback.FeedbackRemoval;
import dev.gioconda.feedback.Receipt;
import dev.gioconda.feedback.Response;
import dev.gioconda.feedback.Submission;
import dev.gioconda.image.Picture;
import dev.gioconda.server.http.ProblemException;
import dev.gioconda.store.FolderStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One record by each client on a subject, and a bounded number in all. */
class SubmissionLimitsTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    private Path folder;

    private FeedbackLog log = new FeedbackLog(new FolderStore(Path.of("unused")), Clock.systemUTC());
    private SubmissionLimits limits = new SubmissionLimits(log);

    @BeforeEach
    void open() {
        log = new FeedbackLog(new FolderStore(folder), Clock.fixed(NOON, ZoneOffset.UTC));
        limits = new SubmissionLimits(log);
    }

    private Receipt add() throws IOException {
        return log.add(
                new Picture(8, 8, new byte[3 * 64]),
                new Submission(
                        Framing.PHOTO,
                        new Classification("smile/20261124-101500", "Smiling", 0.9, true),
                        Response.label(true),
                        false,
                        Duration.ofDays(30),
                        "a"));
    }

    @Test
    void second_feedback_on_a_subject_needs_the_deletion_of_the_first() throws IOException {
        Receipt receipt = limits.submit("answer/0", "a", this::add);
        assertThatThrownBy(() -> limits.submit("answer/0", "a", this::add))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("delete it with its receipt");
        limits.submit("answer/1", "a", this::add);
        new FeedbackRemoval(log).delete(receipt);
        limits.submit("answer/0", "a", this::add);
        assertThat(log.all()).hasSize(2);
    }

    @Test
    void rejected_feedback_does_not_count() throws IOException {
        assertThatThrownBy(() -> limits.submit("answer/0", "a", () -> {
                    throw new IOException("invalid");
                }))
                .hasMessage("invalid");
        limits.submit("answer/0", "a", this::add);
    }

    @Test
    void number_of_records_on_a_subject_is_bounded() throws IOException {
        for (int client = 0; client < SubmissionLimits.MAX_PER_SUBJECT; client++) {
            limits.submit("job/1", "client " + client, this::add);
        }
        assertThatThrownBy(() -> limits.submit("job/1", "another", this::add))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("which is the limit");
    }

    @Test
    void number_of_records_of_a_client_is_bounded() throws IOException {
        Receipt receipt = add();
        for (int i = 0; i < SubmissionLimits.MAX_PER_CLIENT; i++) {
            limits.submit("answer/" + i, "a", () -> receipt);
        }
        assertThatThrownBy(() -> limits.submit("another/0", "a", this::add))
                .isInstanceOfSatisfying(ProblemException.class, limited -> assertThat(limited.retryAfter())
                        .isEqualTo(Duration.ofHours(12)));
        limits.submit("another/0", "b", this::add);
    }
}
