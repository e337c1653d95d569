package dev.gioconda.server.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.feedback.Feedback;
import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.feedback.Response;
import dev.gioconda.server.ServerFixture;
import dev.gioconda.store.ObjectContent;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feedback over HTTP: the image is stored only with consent, and the receipt deletes both. */
@Tag("integration")
class FeedbackApiTest {

    private static final byte[] PORTRAIT = ServerFixture.portraits(1).get(0);

    @TempDir
    private Path folder;

    private static String classifyAndGetAnswerId(ServerFixture server) {
        return ServerFixture.json(server.post("/v1/classify", "image/jpeg", PORTRAIT))
                .get("answer")
                .asText();
    }

    @Test
    void feedback_is_stored_and_deleted_by_its_receipt() throws IOException, InterruptedException {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            HttpResponse<byte[]> response = server.post(
                    "/v1/feedback",
                    "{\"answer\":\"%s\",\"said\":\"wrong\",\"consent\":true}"
                            .formatted(classifyAndGetAnswerId(server)));
            assertThat(response.statusCode()).isEqualTo(201);
            List<Feedback> records = new FeedbackLog(server.store, Clock.systemUTC()).all();
            assertThat(records).hasSize(1).first().satisfies(feedback -> {
                assertThat(feedback.response().verdict()).isEqualTo(Response.Verdict.WRONG);
                assertThat(feedback.consent()).isTrue();
                assertThat(feedback.classification().orElseThrow().model()).startsWith("smile/");
                assertThat(feedback.client()).doesNotContain("127.0.0.1");
            });
            assertThat(server.store.list("images/")).hasSize(1);
            String receipt = ServerFixture.json(response).get("receipt").asText();
            String other = receipt.substring(0, receipt.length() - 1) + (receipt.endsWith("0") ? "1" : "0");
            assertThat(server.delete("/v1/feedback/" + other).statusCode()).isEqualTo(404);
            assertThat(server.delete("/v1/feedback/" + receipt).statusCode()).isEqualTo(204);
            assertThat(server.delete("/v1/feedback/" + receipt).statusCode()).isEqualTo(404);
            assertThat(server.store.list("images/")).isEmpty();
            assertThat(new FeedbackLog(server.store, Clock.systemUTC()).all()).isEmpty();
        }
    }

    @Test
    void repeated_feedback_needs_the_deletion_of_the_first() throws IOException, InterruptedException {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            String request = "{\"answer\":\"%s\",\"said\":\"wrong\"}".formatted(classifyAndGetAnswerId(server));
            String receipt = ServerFixture.json(server.post("/v1/feedback", request))
                    .get("receipt")
                    .asText();
            HttpResponse<byte[]> repeated = server.post("/v1/feedback", request);
            assertThat(repeated.statusCode()).isEqualTo(409);
            assertThat(ServerFixture.json(repeated).get("detail").asText()).contains("receipt");
            assertThat(server.store.list("feedback/")).hasSize(1);
            assertThat(server.delete("/v1/feedback/" + receipt).statusCode()).isEqualTo(204);
            assertThat(server.post("/v1/feedback", request).statusCode()).isEqualTo(201);
        }
    }

    @Test
    void damaged_record_blocks_only_its_own_receipt() throws IOException, InterruptedException {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            String request = "{\"answer\":\"%s\",\"said\":\"wrong\",\"consent\":true}";
            String damaged = ServerFixture.json(
                            server.post("/v1/feedback", request.formatted(classifyAndGetAnswerId(server))))
                    .get("receipt")
                    .asText();
            String key = server.store.list("feedback/").get(0).key();
            String other = ServerFixture.json(
                            server.post("/v1/feedback", request.formatted(classifyAndGetAnswerId(server))))
                    .get("receipt")
                    .asText();
            server.store.put(key, ObjectContent.of("null"));
            assertThat(server.delete("/v1/feedback/" + other).statusCode()).isEqualTo(204);
            assertThat(server.store.list("images/")).isEmpty();
            assertThat(server.delete("/v1/feedback/" + damaged).statusCode()).isEqualTo(409);
        }
    }

    @Test
    void without_consent_no_image_is_stored() throws IOException, InterruptedException {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            assertThat(server.post(
                                    "/v1/feedback",
                                    "{\"answer\":\"%s\",\"label\":true}".formatted(classifyAndGetAnswerId(server)))
                            .statusCode())
                    .isEqualTo(201);
            assertThat(server.store.list("images/")).isEmpty();
            assertThat(server.store.list("feedback/")).hasSize(1);
        }
    }

    @Test
    void invalid_feedback_is_rejected() throws IOException, InterruptedException {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            String answer = classifyAndGetAnswerId(server);
            for (String[] wrong : new String[][] {
                {"{}", "400"},
                {"{\"answer\":\"%s\"}", "400"},
                {"{\"answer\":\"%s\",\"said\":\"perhaps\"}", "400"},
                {"{\"answer\":\"%s\",\"said\":\"right\",\"face\":7}", "404"},
                {"{\"answer\":\"%s\",\"said\":\"right\",\"job\":\"x\"}", "400"},
                {"{\"answer\":\"00000000000000000000000000000000\",\"said\":\"right\"}", "410"},
                {"{\"job\":\"00000000000000000000000000000000\",\"stars\":5}", "404"},
                {"{\"answer\":\"%s\",\"said\":\"right\",\"reason\":\"" + "x".repeat(1001) + "\"}", "400"}
            }) {
                HttpResponse<byte[]> response = server.post("/v1/feedback", wrong[0].formatted(answer));
                JsonNode problem = ServerFixture.json(response);
                assertThat(response.statusCode()).as(wrong[0] + problem).isEqualTo(Integer.parseInt(wrong[1]));
                assertThat(problem.get("detail").asText()).isNotBlank();
            }
            assertThat(server.store.list("feedback/")).isEmpty();
        }
    }
}
