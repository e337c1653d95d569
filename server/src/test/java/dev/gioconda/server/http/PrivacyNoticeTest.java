package dev.gioconda.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.server.ServerFixture;
import dev.gioconda.server.classify.RecentAnswers;
import dev.gioconda.server.feedback.FeedbackRoutes;
import dev.gioconda.server.paint.Uploads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same privacy notice is everywhere, with the server's own durations. */
class PrivacyNoticeTest {

    private static final Path ROOT = Path.of(System.getProperty("gioconda.root", ".."));

    @TempDir
    private Path folder;

    private static PrivacyNotice notice(Duration jobs) {
        return new PrivacyNotice(RecentAnswers.RETENTION, Uploads.RETENTION, jobs, FeedbackRoutes.RETENTION);
    }

    @Test
    void durations_are_in_their_largest_exact_unit() {
        assertThat(List.of(
                        PrivacyNotice.words(Duration.ofMinutes(15)),
                        PrivacyNotice.words(Duration.ofHours(36)),
                        PrivacyNotice.words(Duration.ofDays(1)),
                        PrivacyNotice.words(Duration.ofDays(365))))
                .containsExactly("15 minutes", "36 hours", "1 day", "365 days");
    }

    @Test
    void sentence_has_every_duration() {
        assertThat(new PrivacyNotice(
                                Duration.ofMinutes(11), Duration.ofHours(5), Duration.ofDays(13), Duration.ofDays(17))
                        .sentence())
                .contains("in memory for 11 minutes")
                .contains("on disk for 5 hours")
                .contains("at most 13 days after its end")
                .contains("feedback is stored for at most 17 days");
    }

    @Test
    @Tag("integration")
    void every_page_for_images_and_the_api_have_the_notice() throws Exception {
        String sentence = notice(Duration.ofDays(3)).sentence();
        ServerSettings.ServiceLimits limits =
                new ServerSettings.ServiceLimits(3_000_000, 4_000_000, 0, 10, 3, 256, Duration.ofDays(3), 3);
        try (ServerFixture server = new ServerFixture(folder, limits)) {
            for (String path : List.of("/", "/paint", "/instant", "/gallery", "/openapi.yaml")) {
                assertThat(new String(server.get(path).body(), StandardCharsets.UTF_8))
                        .as(path)
                        .containsOnlyOnce(sentence);
            }
        }
    }

    @Test
    void documents_have_the_notice_with_the_default_durations() throws IOException {
        String sentence =
                notice(ServerSettings.ServiceLimits.DEFAULT.jobRetention()).sentence();
        for (String document : List.of("README.md", "docs/server.md")) {
            assertThat(Files.readString(ROOT.resolve(document)).replaceAll("\\s+", " "))
                    .as(document)
                    .contains(sentence);
        }
    }
}
