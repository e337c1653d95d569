package dev.gioconda.server.paint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.face.Framing;
import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.feedback.Response;
import dev.gioconda.feedback.Stylization;
import dev.gioconda.feedback.Submission;
import dev.gioconda.image.Picture;
import dev.gioconda.preference.RatedSettings;
import dev.gioconda.preference.TunedPresets;
import dev.gioconda.preference.Tuning;
import dev.gioconda.server.ServerFixture;
import dev.gioconda.store.FolderStore;
import dev.gioconda.style.recipe.StyleRecipes;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Effect of ratings on new style jobs, and the settings that are stored with a rating. */
@Tag("integration")
class TunedPresetCacheTest {

    @TempDir
    private Path folder;

    private static HttpResponse<byte[]> order(ServerFixture server, String more) {
        String content = ServerFixture.json(server.post(
                        "/v1/images", "image/jpeg", ServerFixture.portraits(1).get(0)))
                .get("image")
                .asText();
        return server.post(
                "/v1/style-jobs",
                "{\"content\":\"%s\",\"style\":\"gallery:red-dunes\",\"size\":32,\"iterations\":2%s}"
                        .formatted(content, more));
    }

    /** Twelve people rate four times the style weight higher. */
    private static void tune(FolderStore store) throws IOException {
        FeedbackLog log = new FeedbackLog(store, Clock.systemUTC());
        for (int i = 0; i < 48; i++) {
            String change = i % 2 == 0 ? "style.weight=4" : "style.weight=1";
            RatedSettings ratedSettings = RatedSettings.of(
                    "quick", null, StyleRecipes.read("quick", List.of(change)), "waves", "ab".repeat(32), 256);
            Response response = new Response(null, null, i % 2 == 0 ? 5 : 2, null, ratedSettings.toJson());
            log.add(
                    new Picture(2, 2, new byte[] {(byte) i, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}),
                    new Submission(
                            Framing.PHOTO, new Stylization("quick"), response, false, Duration.ofDays(9), "p" + i / 4));
        }
        new TunedPresets(store, Clock.systemUTC()).save(Tuning.of(log), "Lisa", "a test");
    }

    @Test
    void default_order_uses_the_tuned_preset() throws Exception {
        tune(new FolderStore(folder.resolve("store")));
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            for (String presetField : List.of("", ",\"preset\":\"tuned\"")) {
                JsonNode order = ServerFixture.json(order(server, presetField)).get("order");
                assertThat(order.path("preset").asText()).isEqualTo("quick");
                assertThat(order.path("tuned").path("version").asInt()).isEqualTo(1);
                assertThat(order.path("tuned").path("changes").toString()).contains("style.weight=");
            }
            JsonNode shipped =
                    ServerFixture.json(order(server, ",\"preset\":\"quick\"")).get("order");
            assertThat(shipped.path("tuned").isMissingNode()
                            || shipped.path("tuned").isNull())
                    .isTrue();
            assertThat(new String(server.get("/paint").body(), StandardCharsets.UTF_8))
                    .contains("value=\"tuned\" checked");
        }
    }

    @Test
    void default_is_quick_and_ratings_carry_the_settings() throws Exception {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            HttpResponse<byte[]> none = order(server, ",\"preset\":\"tuned\"");
            assertThat(none.statusCode()).isEqualTo(400);
            assertThat(new String(server.get("/paint").body(), StandardCharsets.UTF_8))
                    .doesNotContain("value=\"tuned\"");
            JsonNode job = ServerFixture.json(order(server, ",\"strength\":2,\"emphasis\":4"));
            String id = job.get("id").asText();
            await().atMost(Duration.ofMinutes(1)).until(() -> ServerFixture.json(server.get("/v1/style-jobs/" + id))
                    .get("state")
                    .asText()
                    .equals("done"));
            HttpResponse<byte[]> response = server.post("/v1/feedback", "{\"job\":\"%s\",\"stars\":4}".formatted(id));
            assertThat(response.statusCode())
                    .as(new String(response.body(), StandardCharsets.UTF_8))
                    .isEqualTo(201);
            RatedSettings ratedSettings = RatedSettings.parse(new FeedbackLog(server.store, Clock.systemUTC())
                            .all()
                            .get(0)
                            .response()
                            .settings())
                    .orElseThrow();
            assertThat(ratedSettings.preset()).isEqualTo("quick");
            assertThat(ratedSettings.styleName()).isEqualTo("red-dunes");
            assertThat(ratedSettings.styleSha256()).hasSize(64);
            assertThat(ratedSettings.styleWeight()).isEqualTo(2);
            assertThat(ratedSettings.layers())
                    .containsAllEntriesOf(Map.of("block1_conv1", 4.0, "block3_conv1", 1.0, "block5_conv1", 0.25));
            assertThat(Tuning.of(new FeedbackLog(server.store, Clock.systemUTC()))
                            .evidence()
                            .ratings())
                    .isEqualTo(1);
        }
    }

    @Test
    void repeated_order_after_tuning_is_the_same_job() throws Exception {
        String content;
        String first;
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            content = ServerFixture.json(server.post(
                            "/v1/images",
                            "image/jpeg",
                            ServerFixture.portraits(1).get(0)))
                    .get("image")
                    .asText();
            first = ServerFixture.json(postWithKey(server, content, 2))
                    .get("id")
                    .asText();
        }
        tune(new FolderStore(folder.resolve("store")));
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            HttpResponse<byte[]> again = postWithKey(server, content, 2);
            assertThat(again.statusCode())
                    .as(new String(again.body(), StandardCharsets.UTF_8))
                    .isEqualTo(202);
            assertThat(ServerFixture.json(again).get("id").asText()).isEqualTo(first);
            assertThat(postWithKey(server, content, 3).statusCode())
                    .as("another request")
                    .isEqualTo(409);
        }
    }

    private static HttpResponse<byte[]> postWithKey(ServerFixture server, String content, int iterations) {
        return server.send(server.requestTo("/v1/style-jobs")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "mine")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"content\":\"%s\",\"style\":\"gallery:red-dunes\",\"size\":32,\"iterations\":%d}"
                                .formatted(content, iterations))));
    }
}
