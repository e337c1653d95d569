package dev.gioconda.server.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.server.ServerFixture;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator retrains through the API: plan, run and gate report, while the server keeps serving. */
@Tag("integration")
class RetrainApiTest {

    @TempDir
    private Path folder;

    private String token = "";

    private HttpResponse<byte[]> operate(ServerFixture server, String method, String path, String json) {
        return server.send(server.requestToOperator(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json)));
    }

    private JsonNode awaitState(ServerFixture server, List<String> states) {
        return await().atMost(Duration.ofMinutes(3))
                .until(
                        () -> ServerFixture.json(operate(server, "GET", "/v1/retrain", "")),
                        view -> states.contains(view.get("state").asText()));
    }

    private static boolean hasEnded(JsonNode view) {
        return List.of("done", "failed").contains(view.get("state").asText());
    }

    /** Sends feedback on portraits that are not in the data set, and accepts it as an operator. */
    private void accept(ServerFixture server, int count) throws Exception {
        SyntheticPortraits portraits = new SyntheticPortraits(7, count);
        List<byte[]> files = new ArrayList<>();
        portraits.visit(portraits.entries(), (entry, bytes) -> files.add(bytes));
        for (byte[] file : files) {
            JsonNode answer = ServerFixture.json(server.post("/v1/classify", "image/jpeg", file));
            if (!answer.get("faces").isEmpty()) {
                assertThat(server.post(
                                        "/v1/feedback",
                                        "{\"answer\":\"%s\",\"said\":\"right\",\"consent\":true}"
                                                .formatted(answer.get("answer").asText()))
                                .statusCode())
                        .isEqualTo(201);
            }
        }
        for (JsonNode group :
                ServerFixture.json(operate(server, "GET", "/v1/review", "")).get("groups")) {
            for (JsonNode feedback : group.get("answers")) {
                assertThat(operate(
                                        server,
                                        "POST",
                                        "/v1/review/" + feedback.get("id").asText(),
                                        "{\"accepted\":true}")
                                .statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void retraining_runs_from_plan_to_gate_while_serving() throws Exception {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            token = server.server.operator().newToken();
            assertThat(server.send(server.requestToOperator("/v1/retrain")).statusCode())
                    .as("without the token")
                    .isEqualTo(401);
            assertThat(operate(server, "POST", "/v1/retrain", "{\"dryRun\":true}")
                            .statusCode())
                    .isEqualTo(202);
            JsonNode without = awaitState(server, List.of("failed", "done"));
            assertThat(without.get("problem").asText()).contains("There is no champion of smile");

            String version = server.addVersion("20260101-000000").version();
            assertThat(operate(
                                    server,
                                    "POST",
                                    "/v1/models/smile/promote",
                                    "{\"version\":\"%s\",\"why\":\"first\"}".formatted(version))
                            .statusCode())
                    .isEqualTo(200);
            accept(server, 12);
            operate(server, "POST", "/v1/retrain", "{\"dryRun\":true,\"fromScratch\":true}");
            JsonNode plan = awaitState(server, List.of("done", "failed"));
            assertThat(plan.get("problem").isNull()).as(plan.toString()).isTrue();
            assertThat(plan.get("plan").get("fresh").asInt()).isBetween(5, 12);
            assertThat(plan.get("plan").get("wouldTrain").asBoolean()).isTrue();
            assertThat(plan.get("outcome").isNull()).isTrue();
            assertThat(server.registry.versions()).hasSize(1);

            assertThat(operate(server, "POST", "/v1/retrain", "{\"fromScratch\":true}")
                            .statusCode())
                    .isEqualTo(202);
            assertThat(operate(server, "POST", "/v1/retrain", "{}").statusCode())
                    .as("a second run")
                    .isEqualTo(409);
            byte[] portrait = ServerFixture.portraits(1).get(0);
            AtomicInteger answered = new AtomicInteger();
            JsonNode finished = await().pollInterval(Duration.ofMillis(50))
                    .atMost(Duration.ofMinutes(3))
                    .until(
                            () -> {
                                assertThat(server.post("/v1/classify", "image/jpeg", portrait)
                                                .statusCode())
                                        .as("a request during the retraining")
                                        .isEqualTo(200);
                                answered.incrementAndGet();
                                return ServerFixture.json(operate(server, "GET", "/v1/retrain", ""));
                            },
                            RetrainApiTest::hasEnded);
            assertThat(answered.get()).as("requests during the retraining").isGreaterThan(1);
            assertThat(finished.get("problem").isNull()).as(finished.toString()).isTrue();
            assertThat(finished.get("outcome").get("result").asText())
                    .as("one epoch on few portraits does not beat the champion")
                    .isEqualTo("kept-back");
            assertThat(finished.get("outcome").get("findings")).hasSize(4);
            assertThat(finished.get("log").toString()).contains("Epoch 1 of 1");
            String challenger = finished.get("outcome").get("version").asText();
            assertThat(ServerFixture.json(operate(server, "GET", "/v1/retrain/rulings", ""))
                            .get("rulings")
                            .get(0)
                            .get("version")
                            .asText())
                    .isEqualTo(challenger);
            assertThat(server.registry.versions()).hasSize(2);
            assertThat(ServerFixture.json(server.get("/v1/models"))
                            .get("serving")
                            .asText())
                    .isEqualTo("smile/" + version);
        }
    }

    @Test
    void cancelled_retraining_leaves_nothing() throws Exception {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            token = server.server.operator().newToken();
            String version = server.addVersion("20260101-000000").version();
            operate(
                    server,
                    "POST",
                    "/v1/models/smile/promote",
                    "{\"version\":\"%s\",\"why\":\"first\"}".formatted(version));
            accept(server, 3);
            operate(server, "POST", "/v1/retrain", "{\"fromScratch\":true}");
            assertThat(operate(server, "DELETE", "/v1/retrain", "").statusCode())
                    .isEqualTo(202);
            assertThat(awaitState(server, List.of("stopped", "done", "failed"))
                            .get("state")
                            .asText())
                    .isEqualTo("stopped");
            assertThat(server.registry.versions()).hasSize(1);
        }
    }
}
