package dev.gioconda.server.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.server.ServerFixture;
import dev.gioconda.server.operator.Operators;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promotions and rollbacks while requests arrive: no request fails. */
@Tag("integration")
class HotSwapTest {

    private static final byte[] PORTRAIT = ServerFixture.portraits(1).get(0);

    @TempDir
    private Path folder;

    @Test
    void no_request_fails_during_model_swaps() throws Exception {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            String first = server.addVersion("20260101-000000").version();
            String second = server.addVersion("20260102-000000").version();
            String token = server.server.operator().newToken();
            AtomicBoolean done = new AtomicBoolean();
            LongAdder answered = new LongAdder();
            LongAdder failed = new LongAdder();
            Map<String, Integer> models = new TreeMap<>();
            ExecutorService clients = Executors.newFixedThreadPool(4);
            for (int i = 0; i < 4; i++) {
                clients.execute(() -> {
                    while (!done.get()) {
                        HttpResponse<byte[]> response = server.post("/v1/classify", "image/jpeg", PORTRAIT);
                        if (response.statusCode() == 200) {
                            answered.increment();
                            String model =
                                    ServerFixture.json(response).get("model").asText();
                            synchronized (models) {
                                models.merge(model, 1, Integer::sum);
                            }
                        } else {
                            failed.increment();
                        }
                    }
                });
            }
            for (int round = 0; round < 6; round++) {
                HttpResponse<byte[]> promoted = operate(
                        server,
                        token,
                        "promote",
                        "{\"version\":\"%s\",\"why\":\"round\"}".formatted(round % 2 == 0 ? first : second));
                assertThat(promoted.statusCode())
                        .as(ServerFixture.json(promoted).toString())
                        .isEqualTo(200);
                awaitResponses(answered, failed); // between two swaps
            }
            assertThat(operate(server, token, "rollback", "{\"why\":\"enough\"}")
                            .statusCode())
                    .isEqualTo(200);
            awaitResponses(answered, failed); // and after the last one
            done.set(true);
            clients.shutdown();
            assertThat(clients.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            System.out.printf("%d answered, %d failed, by model: %s%n", answered.sum(), failed.sum(), models);
            assertThat(failed.sum()).isZero();
            assertThat(models.keySet()).contains("smile/" + first, "smile/" + second);
            JsonNode history = ServerFixture.json(server.get("/v1/models/smile/history"));
            assertThat(history.get("history")).hasSize(7);
            assertThat(ServerFixture.json(server.get("/v1/models"))
                            .get("serving")
                            .asText())
                    .isEqualTo("smile/" + first);
        }
    }

    @Test
    void damaged_version_is_not_promoted() throws Exception {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            String goodVersion = server.addVersion("20260101-000000").version();
            String damagedVersion = server.addVersion("20260102-000000").version();
            String token = server.server.operator().newToken();
            assertThat(operate(server, token, "promote", "{\"version\":\"%s\",\"why\":\"good\"}".formatted(goodVersion))
                            .statusCode())
                    .isEqualTo(200);
            Path weights =
                    folder.resolve("store/models/smile").resolve(damagedVersion).resolve("weights.safetensors");
            byte[] bytes = Files.readAllBytes(weights);
            bytes[bytes.length / 2] ^= 1;
            Files.write(weights, bytes);
            HttpResponse<byte[]> refused =
                    operate(server, token, "promote", "{\"version\":\"%s\",\"why\":\"bad\"}".formatted(damagedVersion));
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(ServerFixture.json(refused).get("detail").asText()).contains("changed or damaged");
            assertThat(ServerFixture.json(server.get("/v1/models"))
                            .get("serving")
                            .asText())
                    .isEqualTo("smile/" + goodVersion);
        }
    }

    @Test
    void operator_actions_require_the_token() throws IOException, InterruptedException {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            for (String path : new String[] {"/v1/models", "/v1/review", "/metrics", "/v1/models/smile/history"}) {
                assertThat(server.send(server.requestToOperator(path)).statusCode())
                        .as(path)
                        .isEqualTo(401);
                assertThat(server.send(server.requestToOperator(path).header("Authorization", "Bearer 0"))
                                .statusCode())
                        .isEqualTo(401);
            }
            String token = server.server.operator().newToken();
            assertThat(server.send(server.requestToOperator("/v1/review").header("Authorization", "Bearer " + token))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(Files.readString(folder.resolve("work").resolve(Operators.FIRST_FILE)))
                    .doesNotContain(token);
            assertThat(server.get("/v1/review").statusCode())
                    .as("not on the public port")
                    .isEqualTo(404);
        }
    }

    /** Waits for more responses than the four clients had requested before, so that some requests began after the call. */
    private static void awaitResponses(LongAdder answered, LongAdder failed) {
        long before = answered.sum() + failed.sum();
        await().until(() -> answered.sum() + failed.sum() >= before + 8);
    }

    private static HttpResponse<byte[]> operate(ServerFixture server, String token, String action, String json) {
        return server.send(server.requestToOperator("/v1/models/smile/" + action)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }
}
