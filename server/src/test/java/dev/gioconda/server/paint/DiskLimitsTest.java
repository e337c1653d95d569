package dev.gioconda.server.paint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.server.RunningServer;
import dev.gioconda.server.http.ServerSettings;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk holds as much as it was given: what is done makes room for what is new, and nothing else does. */
class DiskLimitsTest {

    private static final byte[] PORTRAIT = RunningServer.portraits(1).get(0);
    private static final ServerSettings.Disk AMPLE = ServerSettings.Disk.DEFAULT;

    @TempDir
    private Path folder;

    private RunningServer server(long paintings, long kept, long leastFree) throws IOException {
        return new RunningServer(
                folder, RunningServer.limits(0), new ServerSettings.Disk(paintings, AMPLE.uploads(), kept, leastFree));
    }

    private static HttpResponse<byte[]> order(RunningServer server, int iterations) {
        String content = RunningServer.json(server.post("/v1/images", "image/jpeg", PORTRAIT))
                .get("image")
                .asText();
        return server.post(
                "/v1/style-jobs",
                "{\"content\":\"%s\",\"style\":\"gallery:red-dunes\",\"preset\":\"quick\",\"size\":64,\"iterations\":%d}"
                        .formatted(content, iterations));
    }

    private static String done(RunningServer server) throws InterruptedException {
        String id = RunningServer.json(order(server, 2)).get("id").asText();
        for (int i = 0; i < 600; i++) {
            JsonNode job = RunningServer.json(server.get("/v1/style-jobs/" + id));
            if (job.get("state").asText().equals("done")) {
                return id;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("It was not painted.");
    }

    private static int status(RunningServer server, String id) {
        return server.get("/v1/style-jobs/" + id).statusCode();
    }

    private static long taken(RunningServer server) throws IOException {
        return server.store.list("jobs/").stream()
                .mapToLong(ObjectStore.Listed::size)
                .sum();
    }

    @Test
    void the_oldest_that_is_done_makes_room_and_what_waits_stays() throws Exception {
        long one;
        String first;
        try (RunningServer ample = RunningServer.in(folder)) {
            first = done(ample);
            one = taken(ample);
        }
        long limit = 5 * one / 2;
        try (RunningServer small = server(limit, AMPLE.kept(), 0)) {
            assertThat(status(small, first)).isEqualTo(200);
            String second = done(small);
            assertThat(status(small, first)).isEqualTo(200);
            String third = RunningServer.json(order(small, 2000)).get("id").asText();
            assertThat(status(small, first)).as("the oldest that was done").isEqualTo(404);
            assertThat(status(small, second)).isEqualTo(200);
            assertThat(order(small, 2000).statusCode()).isEqualTo(202);
            assertThat(status(small, second)).isEqualTo(404);
            HttpResponse<byte[]> refused = order(small, 2000);
            assertThat(refused.statusCode()).isEqualTo(507);
            assertThat(refused.headers().firstValueAsLong("Retry-After")).isPresent();
            assertThat(new String(refused.body(), StandardCharsets.UTF_8))
                    .contains("There is no room for another painting");
            assertThat(status(small, third))
                    .as("it waits, and is never removed")
                    .isEqualTo(200);
            assertThat(taken(small)).isLessThan(limit);
        }
    }

    @Test
    void no_painting_is_begun_on_a_disk_that_is_almost_full() throws Exception {
        try (RunningServer server = server(AMPLE.paintings(), AMPLE.kept(), Long.MAX_VALUE)) {
            HttpResponse<byte[]> refused = order(server, 2);
            assertThat(refused.statusCode()).isEqualTo(507);
            assertThat(RunningServer.json(refused).get("detail").asText()).contains("almost full");
            assertThat(server.store.list("jobs/")).isEmpty();
        }
    }

    @Test
    void words_are_taken_without_their_picture_when_there_is_no_room_for_it() throws Exception {
        try (RunningServer server = server(AMPLE.paintings(), 0, 0)) {
            String answer = RunningServer.json(server.post("/v1/classify", "image/jpeg", PORTRAIT))
                    .get("answer")
                    .asText();
            HttpResponse<byte[]> taken = server.post(
                    "/v1/feedback", "{\"answer\":\"%s\",\"said\":\"right\",\"consent\":true}".formatted(answer));
            assertThat(taken.statusCode()).isEqualTo(201);
            assertThat(RunningServer.json(taken).get("kept").asBoolean()).isFalse();
            assertThat(server.store.list("images/")).isEmpty();
            assertThat(server.store.list("feedback/")).hasSize(1);
        }
    }
}
