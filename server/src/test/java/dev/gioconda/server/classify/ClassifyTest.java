package dev.gioconda.server.classify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.server.RunningServer;
import dev.gioconda.server.paint.Uploaded;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A picture in, answers out. */
class ClassifyTest {

    @TempDir
    private static Path folder;

    private static RunningServer server;
    private static final List<byte[]> PORTRAITS = RunningServer.portraits(8);

    @BeforeAll
    static void start() throws IOException {
        server = RunningServer.in(folder);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        server.close();
    }

    @Test
    void a_face_gets_a_box_a_label_and_a_probability() {
        HttpResponse<byte[]> response = server.post("/v1/classify", "image/jpeg", PORTRAITS.get(0));
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode answer = RunningServer.json(response);
        assertThat(answer.get("faces")).hasSize(1);
        assertThat(answer.get("model").asText()).startsWith("smile/");
        assertThat(answer.get("label")).isEqualTo(answer.get("faces").get(0).get("label"));
        assertThat(answer.get("probability").asDouble()).isBetween(0.0, 1.0);
        JsonNode face = answer.get("faces").get(0);
        assertThat(face.get("x").asInt() + face.get("width").asInt())
                .isBetween(1, answer.get("width").asInt() + 20);
    }

    @Test
    void curl_T_which_puts_gets_the_same_answer() {
        JsonNode posted = RunningServer.json(server.post("/v1/classify", "image/jpeg", PORTRAITS.get(1)));
        JsonNode put = RunningServer.json(
                server.send(server.to("/v1/classify").PUT(HttpRequest.BodyPublishers.ofByteArray(PORTRAITS.get(1)))));
        assertThat(put.get("faces")).isEqualTo(posted.get("faces"));
    }

    @Test
    void a_picture_without_a_face_is_answered_with_that() throws IOException {
        JsonNode answer = RunningServer.json(server.post("/v1/classify", "image/png", Uploaded.grey(80, 60)));
        assertThat(answer.get("label").asText()).isEqualTo("can't tell");
        assertThat(answer.get("reason").asText()).isEqualTo("no face was found");
        assertThat(answer.get("probability").isNull()).isTrue();
    }

    @Test
    void many_at_once_get_the_answers_that_they_get_alone() {
        List<JsonNode> alone = PORTRAITS.stream()
                .map(portrait -> RunningServer.json(server.post("/v1/classify", "image/jpeg", portrait)))
                .toList();
        List<CompletableFuture<HttpResponse<byte[]>>> together = java.util.stream.IntStream.range(0, 48)
                .mapToObj(i -> server.client.sendAsync(
                        server.to("/v1/classify?framing=photo")
                                .header("Content-Type", "image/jpeg")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(PORTRAITS.get(i % 8)))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray()))
                .toList();
        for (int i = 0; i < together.size(); i++) {
            JsonNode answer = RunningServer.json(together.get(i).join());
            JsonNode expected = alone.get(i % 8);
            assertThat(answer.get("label")).isEqualTo(expected.get("label"));
            assertThat(answer.get("probability").asDouble())
                    .isCloseTo(expected.get("probability").asDouble(), org.assertj.core.data.Offset.offset(1e-4));
        }
    }

    @Test
    void the_heat_map_covers_the_crop() {
        JsonNode answer = RunningServer.json(server.post("/v1/classify", "image/jpeg", PORTRAITS.get(2)));
        HttpResponse<byte[]> response =
                server.get("/v1/answers/" + answer.get("answer").asText() + "/heat/0");
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode heat = RunningServer.json(response);
        assertThat(heat.get("values"))
                .hasSize(heat.get("rows").asInt() * heat.get("columns").asInt())
                .allSatisfy(value -> assertThat(value.asDouble()).isBetween(0.0, 1.0))
                .anySatisfy(value -> assertThat(value.asDouble()).isEqualTo(1.0));
        assertThat(heat.get("corners")).hasSize(6);
        assertThat(server.get("/v1/answers/" + answer.get("answer").asText() + "/heat/1")
                        .statusCode())
                .isEqualTo(404);
        assertThat(server.get("/v1/answers/" + "0".repeat(32) + "/heat/0").statusCode())
                .isEqualTo(410);
    }

    @Test
    void the_framing_must_be_one_of_ours() {
        HttpResponse<byte[]> response = server.post("/v1/classify?framing=sideways", "image/jpeg", PORTRAITS.get(0));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(RunningServer.json(response).get("detail").asText()).contains("photo", "celeba");
    }
}
