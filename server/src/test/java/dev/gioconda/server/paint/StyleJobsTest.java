package dev.gioconda.server.paint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PngText;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.server.ServerFixture;
import dev.gioconda.style.checkpoint.Provenance;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Style jobs over HTTP: create, follow, stop and fetch. */
@Tag("integration")
class StyleJobsTest {

    private static final String ORDER =
            "{\"content\":\"%s\",\"style\":\"gallery:red-dunes\",\"preset\":\"quick\",\"size\":%d,\"iterations\":%d,\"settings\":%b}";
    private static final byte[] PORTRAIT = ServerFixture.portraits(1).get(0);

    @TempDir
    private Path folder;

    private static JsonNode order(ServerFixture server, int size, int iterations, boolean settings) {
        String content = ServerFixture.json(server.post("/v1/images", "image/jpeg", PORTRAIT))
                .get("image")
                .asText();
        HttpResponse<byte[]> response =
                server.post("/v1/style-jobs", ORDER.formatted(content, size, iterations, settings));
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(202);
        assertThat(response.headers().firstValue("Location")).isPresent();
        return ServerFixture.json(response);
    }

    private static JsonNode job(ServerFixture server, String id) {
        return ServerFixture.json(server.get("/v1/style-jobs/" + id));
    }

    private static JsonNode awaitState(ServerFixture server, String id, List<String> states) {
        return await().atMost(Duration.ofMinutes(2))
                .until(
                        () -> job(server, id),
                        job -> states.contains(job.get("state").asText()));
    }

    private static void awaitAtLeast(ServerFixture server, String id, String field, int minimum) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> job(server, id).get(field).asInt() >= minimum);
    }

    @Test
    void job_is_created_streamed_and_fetched() throws Exception {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            JsonNode ordered = order(server, 64, 12, true);
            String id = ordered.get("id").asText();
            HttpResponse<Stream<String>> events = server.client.send(
                    server.requestTo("/v1/style-jobs/" + id + "/events")
                            .header("Accept", "text/event-stream")
                            .build(),
                    HttpResponse.BodyHandlers.ofLines());
            List<String> lines =
                    events.body().filter(line -> line.startsWith("data:")).toList(); // until the stream ends
            JsonNode last =
                    ServerFixture.JSON.readTree(lines.get(lines.size() - 1).substring(5));
            assertThat(last.get("state").asText()).isEqualTo("done");
            assertThat(last.get("done").asInt()).isEqualTo(12);
            byte[] png = server.get(last.get("picture").asText()).body();
            Picture picture = new SafeImageDecoder().decode(png);
            assertThat(Math.max(picture.width(), picture.height())).isEqualTo(64);
            assertThat(PngText.read(Files.write(folder.resolve("p.png"), png), Provenance.KEYWORD))
                    .isPresent();
            assertThat(server.get("/v1/style-jobs/" + id + "/content").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void stopped_job_keeps_its_best_image() throws Exception {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            JsonNode ordered = order(server, 96, 2000, false);
            String id = ordered.get("id").asText();
            awaitAtLeast(server, id, "version", 1);
            assertThat(server.delete(
                                    "/v1/style-jobs/" + id,
                                    ordered.get("ownerKey").asText())
                            .statusCode())
                    .isEqualTo(200);
            JsonNode stopped = awaitState(server, id, List.of("stopped"));
            assertThat(stopped.get("done").asInt()).isBetween(1, 1999);
            assertThat(new SafeImageDecoder()
                            .decode(server.get("/v1/style-jobs/" + id + "/image")
                                    .body())
                            .width())
                    .isPositive();
        }
    }

    @Test
    void idempotency_key_and_job_limit_are_enforced() throws Exception {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            String content = ServerFixture.json(server.post("/v1/images", "image/jpeg", PORTRAIT))
                    .get("image")
                    .asText();
            HttpRequest.Builder request = server.requestTo("/v1/style-jobs")
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", "my order")
                    .POST(HttpRequest.BodyPublishers.ofString(ORDER.formatted(content, 96, 2000, false)));
            String first = ServerFixture.json(server.send(request)).get("id").asText();
            assertThat(ServerFixture.json(server.send(request)).get("id").asText())
                    .isEqualTo(first);
            HttpResponse<byte[]> other = server.send(server.requestTo("/v1/style-jobs")
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", "my order")
                    .POST(HttpRequest.BodyPublishers.ofString(ORDER.formatted(content, 64, 2000, false))));
            assertThat(other.statusCode()).as("one key, two different requests").isEqualTo(409);
            order(server, 96, 2000, false);
            JsonNode last = order(server, 96, 2000, false);
            String third = last.get("id").asText();
            assertThat(job(server, third).get("position").asInt()).isEqualTo(2);
            HttpResponse<byte[]> fourth = server.post("/v1/style-jobs", ORDER.formatted(content, 96, 2000, false));
            assertThat(fourth.statusCode()).isEqualTo(429);
            assertThat(fourth.headers().firstValue("Retry-After")).isPresent();
            assertThat(ServerFixture.json(server.delete(
                                    "/v1/style-jobs/" + third,
                                    last.get("ownerKey").asText()))
                            .get("state")
                            .asText())
                    .isEqualTo("stopped");
        }
    }

    @Test
    void job_resumes_after_a_server_restart() throws Exception {
        String id;
        int before;
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            id = order(server, 96, 400, false).get("id").asText();
            awaitAtLeast(server, id, "done", 20);
            before = job(server, id).get("done").asInt();
        }
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            awaitAtLeast(server, id, "done", 1);
            assertThat(job(server, id).get("done").asInt())
                    .as("resumes at the checkpoint")
                    .isGreaterThanOrEqualTo(before);
            JsonNode done = awaitState(server, id, List.of("done", "failed"));
            assertThat(done.get("state").asText()).isEqualTo("done");
        }
    }

    private JsonNode createInterruptedJob(int iterations) throws Exception {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            JsonNode created = order(server, 64, iterations, false);
            awaitAtLeast(server, created.get("id").asText(), "done", 5);
            return created;
        }
    }

    @Test
    void job_stopped_after_a_restart_keeps_its_best_image() throws Exception {
        JsonNode created = createInterruptedJob(2000);
        String id = created.get("id").asText();
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            assertThat(server.delete(
                                    "/v1/style-jobs/" + id,
                                    created.get("ownerKey").asText())
                            .statusCode())
                    .as("the key is valid after a restart")
                    .isEqualTo(200);
            assertThat(awaitState(server, id, List.of("stopped")).get("version").asInt())
                    .isPositive();
            assertThat(server.get("/v1/style-jobs/" + id + "/image").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void job_with_damaged_checkpoint_restarts() throws Exception {
        String id = createInterruptedJob(300).get("id").asText();
        try (Stream<Path> files = Files.walk(folder.resolve("work/checkpoints").resolve(id))) {
            List<Path> saved = files.filter(Files::isRegularFile).toList();
            assertThat(saved).isNotEmpty();
            for (Path file : saved) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            JsonNode finished = awaitState(server, id, List.of("done", "failed"));
            assertThat(finished.get("state").asText()).isEqualTo("done");
            assertThat(finished.get("done").asInt()).isEqualTo(300);
        }
    }

    @Test
    void event_stream_of_unknown_job_is_rejected() throws IOException, InterruptedException {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            HttpResponse<byte[]> none = server.send(server.requestTo("/v1/style-jobs/" + "0".repeat(32) + "/events")
                    .header("Accept", "text/event-stream")
                    .GET());
            assertThat(none.statusCode()).isEqualTo(404);
        }
    }

    @Test
    void style_scale_has_its_deprecated_name_too() throws IOException, InterruptedException {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            String content = ServerFixture.json(server.post("/v1/images", "image/jpeg", PORTRAIT))
                    .get("image")
                    .asText();
            for (String name : List.of("styleScale", "detail")) {
                String request =
                        "{\"content\":\"%s\",\"style\":\"gallery:red-dunes\",\"size\":64,\"iterations\":1,\"%s\":%s}";
                HttpResponse<byte[]> accepted = server.post("/v1/style-jobs", request.formatted(content, name, "1.5"));
                assertThat(accepted.statusCode()).as(name).isEqualTo(202);
                JsonNode order = ServerFixture.json(accepted).get("order");
                assertThat(order.get("styleScale").asDouble()).as(name).isEqualTo(1.5);
                assertThat(order.get("detail").asDouble())
                        .as("deprecated, %s", name)
                        .isEqualTo(1.5);
                HttpResponse<byte[]> rejected = server.post("/v1/style-jobs", request.formatted(content, name, "9"));
                assertThat(rejected.statusCode()).as(name).isEqualTo(400);
            }
        }
    }

    @Test
    void invalid_order_is_rejected_with_a_reason() throws IOException, InterruptedException {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            String content = ServerFixture.json(server.post("/v1/images", "image/jpeg", PORTRAIT))
                    .get("image")
                    .asText();
            for (String[] wrong : new String[][] {
                {"{\"content\":\"%s\",\"style\":\"gallery:nothing\"}", "404"},
                {"{\"content\":\"%s\",\"style\":\"gallery:red-dunes\",\"preset\":\"study-vgg19\"}", "400"},
                {"{\"content\":\"%s\",\"style\":\"gallery:red-dunes\",\"size\":5000}", "400"},
                {"{\"content\":\"%s\",\"style\":\"gallery:red-dunes\",\"size\":-1}", "400"},
                {"{\"content\":\"%s\",\"style\":\"gallery:red-dunes\",\"strength\":1e9}", "400"},
                {"{\"content\":\"%s\",\"style\":\"gallery:red-dunes\",\"colors\":\"style\"}", "400"},
                {"{\"content\":\"%s\",\"style\":\"../../etc/passwd\"}", "404"},
                {"{\"content\":\"%s\"}", "400"},
                {"{\"content\":\"%s\",\"style\":", "400"},
                {"[]", "400"},
                {"null", "400"}
            }) {
                HttpResponse<byte[]> response = server.post("/v1/style-jobs", wrong[0].formatted(content));
                assertThat(response.statusCode())
                        .as(wrong[0] + new String(response.body(), StandardCharsets.UTF_8))
                        .isEqualTo(Integer.parseInt(wrong[1]));
                assertThat(ServerFixture.json(response).get("detail").asText()).isNotBlank();
            }
            assertThat(server.store.list("jobs/")).isEmpty();
        }
    }
}
