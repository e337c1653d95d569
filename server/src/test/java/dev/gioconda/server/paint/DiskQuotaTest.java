package dev.gioconda.server.paint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gioconda.server.ServerFixture;
import dev.gioconda.server.http.ServerSettings;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disk quotas: finished jobs are evicted oldest first; queued jobs never are. */
@Tag("integration")
class DiskQuotaTest {

    private static final byte[] PORTRAIT = ServerFixture.portraits(1).get(0);
    private static final ServerSettings.DiskQuotas UNLIMITED = ServerSettings.DiskQuotas.DEFAULT;

    @TempDir
    private Path folder;

    private ServerFixture server(long paintingsBytes, long feedbackImagesBytes, long leastFree) throws IOException {
        return new ServerFixture(
                folder,
                ServerFixture.limits(0),
                new ServerSettings.DiskQuotas(paintingsBytes, UNLIMITED.uploads(), feedbackImagesBytes, leastFree));
    }

    private static HttpResponse<byte[]> order(ServerFixture server, int iterations) {
        String content = ServerFixture.json(server.post("/v1/images", "image/jpeg", PORTRAIT))
                .get("image")
                .asText();
        return server.post(
                "/v1/style-jobs",
                "{\"content\":\"%s\",\"style\":\"gallery:red-dunes\",\"preset\":\"quick\",\"size\":64,\"iterations\":%d}"
                        .formatted(content, iterations));
    }

    private static String finishedJob(ServerFixture server) {
        String id = ServerFixture.json(order(server, 2)).get("id").asText();
        await().atMost(Duration.ofMinutes(1)).until(() -> ServerFixture.json(server.get("/v1/style-jobs/" + id))
                .get("state")
                .asText()
                .equals("done"));
        return id;
    }

    private static int status(ServerFixture server, String id) {
        return server.get("/v1/style-jobs/" + id).statusCode();
    }

    private static long usedBytes(ServerFixture server) throws IOException {
        return server.store.list("jobs/").stream()
                .mapToLong(ObjectStore.ObjectSummary::size)
                .sum();
    }

    @Test
    void oldest_finished_job_is_evicted_and_queued_jobs_stay() throws Exception {
        long jobBytes;
        String first;
        try (ServerFixture unlimited = ServerFixture.withDefaultLimits(folder)) {
            first = finishedJob(unlimited);
            jobBytes = usedBytes(unlimited);
        }
        long limit = 5 * jobBytes / 2;
        try (ServerFixture small = server(limit, UNLIMITED.feedbackPictures(), 0)) {
            assertThat(status(small, first)).isEqualTo(200);
            String second = finishedJob(small);
            assertThat(status(small, first)).isEqualTo(200);
            String third = ServerFixture.json(order(small, 2000)).get("id").asText();
            assertThat(status(small, first)).as("the oldest finished job").isEqualTo(404);
            assertThat(status(small, second)).isEqualTo(200);
            assertThat(order(small, 2000).statusCode()).isEqualTo(202);
            assertThat(status(small, second)).isEqualTo(404);
            HttpResponse<byte[]> refused = order(small, 2000);
            assertThat(refused.statusCode()).isEqualTo(507);
            assertThat(refused.headers().firstValueAsLong("Retry-After")).isPresent();
            assertThat(new String(refused.body(), StandardCharsets.UTF_8))
                    .contains("There is no space for another style job");
            assertThat(status(small, third)).as("a queued job is never evicted").isEqualTo(200);
            assertThat(usedBytes(small)).isLessThan(limit);
        }
    }

    @Test
    void almost_full_disk_rejects_new_jobs() throws Exception {
        try (ServerFixture server = server(UNLIMITED.paintings(), UNLIMITED.feedbackPictures(), Long.MAX_VALUE)) {
            HttpResponse<byte[]> refused = order(server, 2);
            assertThat(refused.statusCode()).isEqualTo(507);
            assertThat(ServerFixture.json(refused).get("detail").asText()).contains("almost full");
            assertThat(server.store.list("jobs/")).isEmpty();
        }
    }

    @Test
    void full_work_disk_is_reported_by_readiness_only() throws Exception {
        try (ServerFixture server = server(UNLIMITED.paintings(), UNLIMITED.feedbackPictures(), Long.MAX_VALUE)) {
            HttpResponse<byte[]> ready = server.get("/readyz");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ServerFixture.json(ready).get("reason").asText())
                    .startsWith("The disk of the work folder is full: ")
                    .contains("--disk-free");
            assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
            assertThat(server.get("/v2/health/ready").statusCode())
                    .as("predictions need no disk")
                    .isEqualTo(200);
            assertThat(server.post("/v1/classify", "image/jpeg", PORTRAIT).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void full_image_quota_stores_feedback_without_image() throws Exception {
        try (ServerFixture server = server(UNLIMITED.paintings(), 0, 0)) {
            String answer = ServerFixture.json(server.post("/v1/classify", "image/jpeg", PORTRAIT))
                    .get("answer")
                    .asText();
            HttpResponse<byte[]> response = server.post(
                    "/v1/feedback", "{\"answer\":\"%s\",\"said\":\"right\",\"consent\":true}".formatted(answer));
            assertThat(response.statusCode()).isEqualTo(201);
            assertThat(ServerFixture.json(response).get("kept").asBoolean()).isFalse();
            assertThat(server.store.list("images/")).isEmpty();
            assertThat(server.store.list("feedback/")).hasSize(1);
        }
    }
}
