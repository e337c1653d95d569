package dev.gioconda.server.classify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.server.ServerFixture;
import dev.gioconda.server.paint.UploadFixture;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classification over HTTP. */
@Tag("integration")
class ClassifyTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static ServerFixture server;

    private static final List<byte[]> PORTRAITS = ServerFixture.portraits(8);

    @BeforeAll
    static void start() throws IOException {
        server = ServerFixture.withDefaultLimits(folder);
    }

    @Test
    void face_gets_box_label_and_probability() {
        HttpResponse<byte[]> response = server.post("/v1/classify", "image/jpeg", PORTRAITS.get(0));
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode answer = ServerFixture.json(response);
        assertThat(answer.get("faces")).hasSize(1);
        assertThat(answer.get("model").asText()).startsWith("smile/");
        assertThat(answer.get("label")).isEqualTo(answer.get("faces").get(0).get("label"));
        assertThat(answer.get("probability").asDouble()).isBetween(0.0, 1.0);
        JsonNode face = answer.get("faces").get(0);
        assertThat(face.get("x").asInt() + face.get("width").asInt())
                .isBetween(1, answer.get("width").asInt() + 20);
        assertThat(face.get("quality").asDouble()).isBetween(0.0, 1.0);
        assertThat(face.get("reasons").isArray()).isTrue();
    }

    @Test
    void fixed_framing_has_no_quality() {
        JsonNode answer =
                ServerFixture.json(server.post("/v1/classify?framing=celeba", "image/jpeg", PORTRAITS.get(0)));
        assertThat(answer.get("faces").get(0).has("quality")).isFalse();
        assertThat(answer.get("faces").get(0).get("reasons")).isEmpty();
    }

    @Test
    void only_file_of_a_form_is_classified() {
        JsonNode posted = ServerFixture.json(server.post("/v1/classify", "image/jpeg", PORTRAITS.get(1)));
        for (String type : List.of("multipart/form-data", "Multipart/Form-Data")) {
            HttpResponse<byte[]> form = server.post("/v1/classify", type + "; boundary=b", form(PORTRAITS.get(1), 1));
            assertThat(form.statusCode()).as(type).isEqualTo(200);
            assertThat(ServerFixture.json(form).get("faces")).isEqualTo(posted.get("faces"));
        }
        HttpResponse<byte[]> two =
                server.post("/v1/classify", "multipart/form-data; boundary=b", form(PORTRAITS.get(1), 2));
        assertThat(two.statusCode()).isEqualTo(400);
        assertThat(ServerFixture.json(two).get("detail").asText()).contains("exactly one file");
    }

    private static byte[] form(byte[] file, int copies) {
        byte[] form = new byte[0];
        for (int i = 0; i < copies; i++) {
            byte[] head = String.join(
                            "\r\n",
                            "--b",
                            "Content-Disposition: form-data; name=\"image%d\"; filename=\"face.jpg\"".formatted(i),
                            "Content-Type: image/jpeg",
                            "",
                            "")
                    .getBytes(StandardCharsets.US_ASCII);
            form = UploadFixture.concatenate(form, head, file, "\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return UploadFixture.concatenate(form, "--b--\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void put_request_gets_the_same_answer_as_post() {
        JsonNode posted = ServerFixture.json(server.post("/v1/classify", "image/jpeg", PORTRAITS.get(1)));
        JsonNode put = ServerFixture.json(server.send(
                server.requestTo("/v1/classify").PUT(HttpRequest.BodyPublishers.ofByteArray(PORTRAITS.get(1)))));
        assertThat(put.get("faces")).isEqualTo(posted.get("faces"));
    }

    @Test
    void image_without_face_gets_no_face_answer() throws IOException {
        JsonNode answer = ServerFixture.json(server.post("/v1/classify", "image/png", UploadFixture.grayImage(80, 60)));
        assertThat(answer.get("label").asText()).isEqualTo("can't tell");
        assertThat(answer.get("reason").asText()).isEqualTo("no face was found");
        assertThat(answer.get("probability").isNull()).isTrue();
    }

    @Test
    void concurrent_requests_get_the_same_answers_as_single_ones() {
        List<JsonNode> sequential = PORTRAITS.stream()
                .map(portrait -> ServerFixture.json(server.post("/v1/classify", "image/jpeg", portrait)))
                .toList();
        List<CompletableFuture<HttpResponse<byte[]>>> concurrent = java.util.stream.IntStream.range(0, 48)
                .mapToObj(i -> server.client.sendAsync(
                        server.requestTo("/v1/classify?framing=photo")
                                .header("Content-Type", "image/jpeg")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(PORTRAITS.get(i % 8)))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray()))
                .toList();
        for (int i = 0; i < concurrent.size(); i++) {
            JsonNode answer = ServerFixture.json(concurrent.get(i).join());
            JsonNode expected = sequential.get(i % 8);
            assertThat(answer.get("label")).isEqualTo(expected.get("label"));
            assertThat(answer.get("probability").asDouble())
                    .isCloseTo(expected.get("probability").asDouble(), org.assertj.core.data.Offset.offset(1e-4));
        }
    }

    @Test
    void heat_map_covers_the_crop() {
        JsonNode answer = ServerFixture.json(server.post("/v1/classify", "image/jpeg", PORTRAITS.get(2)));
        HttpResponse<byte[]> response =
                server.get("/v1/answers/" + answer.get("answer").asText() + "/heat/0");
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode heat = ServerFixture.json(response);
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
    void unknown_framing_is_rejected() {
        HttpResponse<byte[]> response = server.post("/v1/classify?framing=sideways", "image/jpeg", PORTRAITS.get(0));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(ServerFixture.json(response).get("detail").asText()).contains("photo", "celeba");
    }
}
