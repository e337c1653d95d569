package dev.gioconda.server.classify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.server.ServerFixture;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests and responses of the Open Inference Protocol. */
@Tag("integration")
class InferenceProtocolTest {

    private static final byte[] PORTRAIT = ServerFixture.portraits(1).get(0);

    @TempDir
    private Path folder;

    @Test
    void metadata_describes_inputs_and_outputs() throws IOException, InterruptedException {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            assertThat(ServerFixture.json(server.get("/v2")).get("name").asText())
                    .isEqualTo("gioconda");
            assertThat(server.get("/v2/health/live").statusCode()).isEqualTo(200);
            assertThat(server.get("/v2/health/ready").statusCode()).isEqualTo(200);
            JsonNode model = ServerFixture.json(server.get("/v2/models/smile"));
            assertThat(model.get("inputs").get(1).get("shape").toString()).isEqualTo("[-1,3,64,64]");
            String version = model.get("versions").get(0).asText();
            assertThat(server.get("/v2/models/smile/versions/" + version + "/ready")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(server.get("/v2/models/smile/versions/1/ready").statusCode())
                    .isEqualTo(404);
            assertThat(server.get("/v2/models/other").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void bytes_input_gets_the_same_answer_as_classify() throws IOException, InterruptedException {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            JsonNode answer = ServerFixture.json(server.post("/v1/classify", "image/jpeg", PORTRAIT));
            String encoded = Base64.getEncoder().encodeToString(PORTRAIT);
            JsonNode inferred =
                    ServerFixture.json(server.post("/v2/models/smile/infer", """
                    {"id":"7","inputs":[{"name":"image","datatype":"BYTES","shape":[2],"data":["%s","%s"]}]}""".formatted(encoded, encoded)));
            assertThat(inferred.get("id").asText()).isEqualTo("7");
            JsonNode probabilities = inferred.get("outputs").get(0);
            assertThat(probabilities.get("shape").toString()).isEqualTo("[2]");
            assertThat(probabilities.get("data").get(1).asDouble())
                    .isCloseTo(answer.get("probability").asDouble(), Offset.offset(1e-5));
            assertThat(inferred.get("outputs").get(1).get("data").get(0)).isEqualTo(answer.get("label"));
        }
    }

    @Test
    void image_without_face_is_null_and_counts_for_the_limit() throws IOException, InterruptedException {
        byte[] blankImage = PictureWriter.png(new Picture(64, 64, new byte[64 * 64 * 3]));
        String encoded = Base64.getEncoder().encodeToString(blankImage);
        String request = "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"BYTES\",\"shape\":[4],\"data\":[%s]}]}"
                .formatted(String.join(",", Collections.nCopies(4, "\"" + encoded + "\"")));
        try (ServerFixture server = new ServerFixture(folder, ServerFixture.limits(6))) {
            HttpResponse<byte[]> fourInputs = server.post("/v2/models/smile/infer", request);
            assertThat(fourInputs.headers().firstValue("RateLimit-Remaining")).contains("2");
            JsonNode outputs = ServerFixture.json(fourInputs).get("outputs");
            assertThat(outputs.get(0).get("data").toString()).isEqualTo("[null,null,null,null]");
            assertThat(outputs.get(1).get("data").get(0).asText()).isEqualTo("no face");
            assertThat(server.post("/v2/models/smile/infer", request).statusCode())
                    .isEqualTo(429);
        }
    }

    @Test
    void tensors_are_accepted_nested_or_flat() throws IOException, InterruptedException {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            float[] grayPixels = new float[3 * 64 * 64];
            Arrays.fill(grayPixels, 0.5f);
            HttpResponse<byte[]> accepted = server.post(
                    "/v2/models/smile/infer",
                    "{\"inputs\":[{\"name\":\"pixels\",\"datatype\":\"FP32\",\"shape\":[1,3,64,64],\"data\":%s}]}"
                            .formatted(Arrays.toString(grayPixels)));
            assertThat(accepted.statusCode()).isEqualTo(200);
            assertThat(ServerFixture.json(accepted).get("outputs").get(0).get("data"))
                    .hasSize(1);
            for (String wrong : new String[] {
                "{\"inputs\":[]}",
                "{\"inputs\":[null]}",
                "{\"inputs\":[{\"name\":\"pixels\",\"datatype\":\"FP32\",\"shape\":[1,3,64,64],\"data\":[1,2]}]}",
                "{\"inputs\":[{\"name\":\"pixels\",\"datatype\":\"FP32\",\"shape\":[1,3,9000,9000],\"data\":[1]}]}",
                "{\"inputs\":[{\"name\":\"pixels\",\"datatype\":\"FP32\",\"shape\":[1,3,64,64],\"data\":[\"x\"]}]}",
                "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[\"%%%\"]}]}",
                "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"INT8\",\"shape\":[1],\"data\":[1]}]}",
                "[".repeat(1000),
                "n\0\0\0\0\0\0\0\0ese4}" // which Jackson takes for UTF-32
            }) {
                HttpResponse<byte[]> response = server.post("/v2/models/smile/infer", wrong);
                assertThat(response.statusCode()).as(wrong).isEqualTo(400);
            }
        }
    }

    @Test
    void shape_outputs_and_positions_are_respected() throws IOException, InterruptedException {
        String encoded = Base64.getMimeEncoder().encodeToString(PORTRAIT).replace("\r\n", "\\r\\n");
        String form =
                "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"BYTES\",\"shape\":%s,\"data\":[\"%s\"%s]}],\"outputs\":%s}";
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            JsonNode outputs = ServerFixture.json(server.post(
                            "/v2/models/smile/infer", form.formatted("[1]", encoded, "", "[{\"name\":\"label\"}]")))
                    .get("outputs");
            assertThat(outputs).hasSize(1);
            assertThat(outputs.get(0).get("name").asText()).isEqualTo("label");
            assertProblem(server, form.formatted("[2]", encoded, "", "[]"), 400, "expected the shape [1]");
            assertProblem(
                    server, form.formatted("[1]", encoded, "", "[{\"name\":\"x\"}]"), 400, "probability or label");
            assertProblem(server, form.formatted("[2]", encoded, ",\"aGVsbG8=\"", "[]"), 422, "Image 2 of 2: ");
            assertProblem(server, form.formatted("[2]", encoded, ",\"%%\"", "[]"), 400, "Image 2 of 2 is not valid");
        }
    }

    private static void assertProblem(ServerFixture server, String request, int status, String detail) {
        HttpResponse<byte[]> response = server.post("/v2/models/smile/infer", request);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(ServerFixture.json(response).get("detail").asText()).contains(detail);
    }

    @Test
    void data_of_other_kinds_is_rejected_with_a_reason() throws IOException, InterruptedException {
        String form = "{\"inputs\":[{\"name\":\"pixels\",\"datatype\":\"%s\",\"shape\":[1,3,64,64],\"data\":%s}]}";
        Map<String, String> problems = Map.of(
                form.formatted("FP32", "[{},{}]"), "wrong type",
                form.formatted("FP32", "[" + "0,".repeat(3 * 64 * 64) + "\"x\"]"), "both strings and numbers",
                form.formatted("FP32", "7"), "wrong type",
                form.formatted("FP32", "[[1,[2,3]],4]"), "There are 4 values; expected 12288",
                form.formatted("FP32", "[1e300]"), "range of FP32",
                form.formatted("FP32", "[" + "0,".repeat(64 * 3 * 64 * 64) + "0,x"), "more than 786432 values",
                form.formatted("BYTES", "[]"), "no images",
                form.formatted("BYTES", "[\"" + "\",\"".repeat(64) + "\"]"), "more than 64 images");
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            for (Map.Entry<String, String> problem : problems.entrySet()) {
                HttpResponse<byte[]> response = server.post("/v2/models/smile/infer", problem.getKey());
                assertThat(response.statusCode()).as(problem.getKey()).isEqualTo(400);
                assertThat(ServerFixture.json(response).get("detail").asText()).contains(problem.getValue());
            }
        }
    }
}
