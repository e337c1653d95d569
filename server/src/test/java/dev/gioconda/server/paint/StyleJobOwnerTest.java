package dev.gioconda.server.paint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gioconda.server.ServerFixture;
import dev.gioconda.server.http.ServerSettings;
import dev.gioconda.store.ObjectContent;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The link of a style job shows it; only its owner key stops, deletes and restores it. */
@Tag("integration")
class StyleJobOwnerTest {

    private static final byte[] PORTRAIT = ServerFixture.portraits(1).get(0);
    private static final String WRONG_KEY = "0".repeat(64);

    @TempDir
    private Path folder;

    private record Created(String path, String key) {
        String id() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    private static HttpRequest.Builder request(ServerFixture server, String content, int iterations) {
        return server.requestTo("/v1/style-jobs")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"content\":\"%s\",\"style\":\"gallery:red-dunes\",\"preset\":\"quick\",\"size\":64,\"iterations\":%d}"
                                .formatted(content, iterations)));
    }

    private static String upload(ServerFixture server) {
        return ServerFixture.json(server.post("/v1/images", "image/jpeg", PORTRAIT))
                .get("image")
                .asText();
    }

    private static Created create(ServerFixture server, int iterations) {
        JsonNode job = ServerFixture.json(server.send(request(server, upload(server), iterations)));
        return new Created(
                "/v1/style-jobs/" + job.get("id").asText(), job.get("ownerKey").asText());
    }

    private static Created createDone(ServerFixture server) {
        Created job = create(server, 2);
        awaitState(server, job.path(), "done");
        return job;
    }

    private static void awaitState(ServerFixture server, String path, String state) {
        await().atMost(Duration.ofMinutes(1)).until(() -> ServerFixture.json(server.get(path))
                .path("state")
                .asText()
                .equals(state));
    }

    private static HttpResponse<byte[]> restore(ServerFixture server, Created job, String key) {
        return server.send(server.requestTo(job.path() + "/restore")
                .header("Gioconda-Owner-Key", key)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static List<Integer> readStatuses(ServerFixture server, Created job) {
        return List.of(
                server.get(job.path()).statusCode(),
                server.get(job.path() + "/image").statusCode(),
                server.get(job.path() + "/content").statusCode(),
                server.send(server.requestTo(job.path() + "/events")
                                .header("Accept", "text/event-stream")
                                .GET())
                        .statusCode());
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    void link_shows_a_job_and_changes_nothing() throws Exception {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            Created job = create(server, 2000);
            for (String path : List.of(job.path(), job.path() + "/image")) {
                HttpResponse<byte[]> withoutKey = server.delete(path);
                assertThat(withoutKey.statusCode()).as(path).isEqualTo(403);
                assertThat(ServerFixture.json(withoutKey).get("detail").asText())
                        .contains("has no owner key")
                        .contains("ownerKey")
                        .contains("Gioconda-Owner-Key");
                HttpResponse<byte[]> wrongKey = server.delete(path, WRONG_KEY);
                assertThat(wrongKey.statusCode()).as(path).isEqualTo(403);
                assertThat(ServerFixture.json(wrongKey).get("type").asText())
                        .isEqualTo("urn:gioconda:problem:not-owner");
            }
            assertThat(server.delete(job.path(), job.id()).statusCode())
                    .as("the id is no key")
                    .isEqualTo(403);
            assertThat(restore(server, job, WRONG_KEY).statusCode()).isEqualTo(403);
            assertThat(ServerFixture.json(server.get(job.path())).get("state").asText())
                    .isIn("queued", "painting");
            assertThat(server.get(job.path() + "/content").statusCode()).isEqualTo(200);
            assertThat(server.delete(job.path(), job.key()).statusCode()).isEqualTo(200);
            awaitState(server, job.path(), "stopped");
        }
    }

    @Test
    void owner_key_is_in_the_creation_response_only() throws Exception {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            Created job = createDone(server);
            assertThat(job.key())
                    .matches("[0-9a-f]{64}")
                    .isNotEqualTo(createDone(server).key());
            assertThat(text(server.get(job.path()))).doesNotContain("ownerKey").doesNotContain(job.key());
            HttpResponse<byte[]> events = server.send(server.requestTo(job.path() + "/events")
                    .header("Accept", "text/event-stream")
                    .GET());
            assertThat(text(events)).contains(job.id()).doesNotContain(job.key());
            byte[] record = server.store.get("jobs/" + job.id() + "/job.json").orElseThrow();
            assertThat(new String(record, StandardCharsets.UTF_8))
                    .contains("ownerKeySha256")
                    .doesNotContain(job.key());
        }
    }

    @Test
    void repeated_request_gets_the_same_owner_key() throws Exception {
        String content;
        JsonNode first;
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            content = upload(server);
            first = ServerFixture.json(server.send(request(server, content, 2).header("Idempotency-Key", "a")));
        }
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            JsonNode again =
                    ServerFixture.json(server.send(request(server, content, 2).header("Idempotency-Key", "a")));
            assertThat(again.get("id")).isEqualTo(first.get("id"));
            assertThat(again.get("ownerKey")).isEqualTo(first.get("ownerKey"));
            String path = "/v1/style-jobs/" + first.get("id").asText();
            String key = first.get("ownerKey").asText();
            assertThat(server.delete(path + "/image", key).statusCode()).isEqualTo(204);
            JsonNode afterDeletion =
                    ServerFixture.json(server.send(request(server, content, 2).header("Idempotency-Key", "a")));
            assertThat(afterDeletion.get("id")).as("a new job").isNotEqualTo(first.get("id"));
        }
    }

    @Test
    void deleted_job_is_hidden_and_can_be_restored() throws Exception {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            Created job = createDone(server);
            byte[] image = server.get(job.path() + "/image").body();
            assertThat(server.delete(job.path() + "/image", job.key()).statusCode())
                    .isEqualTo(204);
            assertThat(readStatuses(server, job)).containsOnly(404);
            assertThat(server.delete(job.path() + "/image", job.key()).statusCode())
                    .as("deleted already")
                    .isEqualTo(404);
            assertThat(restore(server, job, WRONG_KEY).statusCode()).isEqualTo(403);
            assertThat(readStatuses(server, job)).containsOnly(404);
            HttpResponse<byte[]> restored = restore(server, job, job.key());
            assertThat(restored.statusCode()).isEqualTo(200);
            assertThat(ServerFixture.json(restored).get("state").asText()).isEqualTo("done");
            assertThat(server.get(job.path() + "/image").body()).isEqualTo(image);
            assertThat(restore(server, job, job.key()).statusCode())
                    .as("a repeated request")
                    .isEqualTo(200);
        }
    }

    @Test
    void running_job_is_stopped_by_its_deletion() throws Exception {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            Created job = create(server, 2000);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> ServerFixture.json(server.get(job.path()))
                                    .get("version")
                                    .asInt()
                            > 0);
            assertThat(server.delete(job.path() + "/image", job.key()).statusCode())
                    .isEqualTo(204);
            assertThat(readStatuses(server, job)).containsOnly(404);
            createDone(server); // the worker is free
            assertThat(readStatuses(server, job)).containsOnly(404);
            assertThat(ServerFixture.json(restore(server, job, job.key()))
                            .get("state")
                            .asText())
                    .isEqualTo("stopped");
            assertThat(server.get(job.path() + "/image").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void other_server_does_not_send_the_image_of_a_deleted_job() throws Exception {
        try (ServerFixture first = ServerFixture.withDefaultLimits(folder)) {
            Created job = createDone(first);
            try (ServerFixture second = ServerFixture.sharingStoreOf(first)) {
                assertThat(second.get(job.path() + "/image").statusCode()).isEqualTo(200);
                assertThat(first.delete(job.path() + "/image", job.key()).statusCode())
                        .isEqualTo(204);
                assertThat(second.get(job.path() + "/image").statusCode()).isEqualTo(404);
                assertThat(second.get(job.path() + "/content").statusCode()).isEqualTo(404);
                assertThat(restore(second, job, job.key()).statusCode()).isEqualTo(200);
                assertThat(second.get(job.path() + "/image").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void old_deletion_is_carried_out_at_the_next_start() throws Exception {
        Created job;
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            job = createDone(server);
            server.store.put(
                    "jobs/" + job.id() + "/deleted",
                    ObjectContent.of("2026-01-01T00:00:00Z".getBytes(StandardCharsets.US_ASCII)));
        }
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            assertThat(restore(server, job, job.key()).statusCode()).isEqualTo(404);
            assertThat(server.store.list("jobs/")).isEmpty();
        }
    }

    @Test
    void job_of_an_earlier_version_belongs_to_its_address() throws Exception {
        try (ServerFixture server = ServerFixture.behindProxy(folder, ServerSettings.Sites.DEFAULT)) {
            Created job = createDone(server);
            removeOwnerKey(server, job.id());
        }
        try (ServerFixture server = ServerFixture.behindProxy(folder, ServerSettings.Sites.DEFAULT)) {
            String path = "/v1/style-jobs/" + jobIds(server).get(0);
            HttpResponse<byte[]> other = server.send(server.requestTo(path + "/image")
                    .header("X-Forwarded-For", "203.0.113.7")
                    .DELETE());
            assertThat(other.statusCode()).isEqualTo(403);
            assertThat(text(other)).contains("only the address that created it");
            assertThat(server.delete(path + "/image").statusCode()).isEqualTo(204);
        }
    }

    private static List<String> jobIds(ServerFixture server) throws IOException {
        return server.store.list("jobs/").stream()
                .map(listed -> listed.key().split("/", -1)[1])
                .distinct()
                .toList();
    }

    private static void removeOwnerKey(ServerFixture server, String id) throws IOException {
        String key = "jobs/" + id + "/job.json";
        ObjectNode record =
                (ObjectNode) ServerFixture.JSON.readTree(server.store.get(key).orElseThrow());
        record.remove("ownerKeySha256");
        server.store.put(key, ObjectContent.of(ServerFixture.JSON.writeValueAsBytes(record)));
    }
}
