package dev.gioconda.server.paint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.server.ServerFixture;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one store: each job is painted by one of them. */
@Tag("integration")
class TwoServersTest {

    @TempDir
    private Path folder;

    @Test
    void job_runs_on_one_server_and_fails_over_to_the_other() throws Exception {
        try (ServerFixture first = ServerFixture.withDefaultLimits(folder);
                ServerFixture second = ServerFixture.sharingStoreOf(first)) {
            String content = ServerFixture.json(first.post(
                            "/v1/images",
                            "image/jpeg",
                            ServerFixture.portraits(1).get(0)))
                    .get("image")
                    .asText();
            JsonNode created = ServerFixture.json(first.post(
                    "/v1/style-jobs",
                    "{\"content\":\"%s\",\"style\":\"gallery:red-dunes\",\"preset\":\"quick\",\"size\":64,\"iterations\":1500}"
                            .formatted(content)));
            String id = created.get("id").asText();
            String key = created.get("ownerKey").asText();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> job(first, id).get("done").asInt() >= 5);
            await().during(Duration.ofSeconds(3)) // long enough for two polls of the other server
                    .atMost(Duration.ofSeconds(6))
                    .until(() -> job(second, id).get("state").asText().equals("queued"));
            assertThat(second.delete("/v1/style-jobs/" + id, key).statusCode())
                    .as("a job of the other server")
                    .isEqualTo(409);
            assertThat(first.store.list("jobs/" + id + "/owner/")).hasSize(1);

            first.server.close();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> job(second, id).get("done").asInt() >= 5);
            assertThat(job(second, id).get("state").asText()).isEqualTo("painting");
            assertThat(first.store.list("jobs/" + id + "/owner/")).hasSize(2);
            assertThat(second.delete("/v1/style-jobs/" + id, key).statusCode()).isEqualTo(200);
        }
    }

    private static JsonNode job(ServerFixture server, String id) {
        return ServerFixture.json(server.get("/v1/style-jobs/" + id));
    }
}
