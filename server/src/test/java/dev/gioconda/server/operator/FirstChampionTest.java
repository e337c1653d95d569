package dev.gioconda.server.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.server.ServerFixture;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fresh server with an empty store: the first champion is one action away, and then a plan can be made. */
@Tag("integration")
class FirstChampionTest {

    @TempDir
    private Path folder;

    private String token = "";

    private HttpResponse<byte[]> operate(ServerFixture server, String method, String path, String json) {
        return server.send(server.requestToOperator(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json)));
    }

    private String page(ServerFixture server) {
        return new String(
                server.send(server.requestToOperator("/retrain").header("Cookie", server.operatorCookie(token)))
                        .body(),
                StandardCharsets.UTF_8);
    }

    private JsonNode plan(ServerFixture server) {
        assertThat(operate(server, "POST", "/v1/retrain", "{\"dryRun\":true}").statusCode())
                .isEqualTo(202);
        return await().atMost(Duration.ofMinutes(2))
                .until(() -> ServerFixture.json(operate(server, "GET", "/v1/retrain", "")), view -> List.of(
                                "done", "failed")
                        .contains(view.path("state").asText()));
    }

    @Test
    void embedded_version_becomes_the_first_champion() throws Exception {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            token = server.server.operator().newToken();
            String serving =
                    ServerFixture.json(server.get("/v1/models")).path("serving").asText();
            String version = serving.substring("smile/".length());
            assertThat(page(server))
                    .contains("id=\"first-champion\" data-version=\"" + serving + "\"", "In use, not promoted")
                    .doesNotContain("<dt>Champion</dt>");

            assertThat(plan(server).path("problem").asText()).contains("There is no champion of smile");
            HttpResponse<byte[]> promoted = operate(
                    server,
                    "POST",
                    "/v1/models/smile/promote",
                    "{\"version\":\"%s\",\"why\":\"the first champion\"}".formatted(version));
            assertThat(promoted.statusCode())
                    .as(ServerFixture.json(promoted).toString())
                    .isEqualTo(200);

            assertThat(page(server)).contains("<dt>Champion</dt>").doesNotContain("first-champion");
            JsonNode view = plan(server);
            assertThat(view.path("problem").isNull()).as(view.toString()).isTrue();
            assertThat(view.path("plan").path("champion").asText()).isEqualTo(serving);
            assertThat(view.path("plan").path("beginsWith").asText()).isEqualTo(serving);
            assertThat(view.path("plan").path("obstacles")).as(view.toString()).isEmpty();
            assertThat(server.store.list("retrain/")).isEmpty();
        }
    }

    @Test
    void reason_is_required_and_bounded() throws Exception {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            token = server.server.operator().newToken();
            String version = server.addVersion("20260101-000000").version();
            for (String why : List.of("", "  ", "x".repeat(2001))) {
                assertThat(operate(
                                        server,
                                        "POST",
                                        "/v1/models/smile/promote",
                                        "{\"version\":\"%s\",\"why\":\"%s\"}".formatted(version, why))
                                .statusCode())
                        .as("%d characters", why.length())
                        .isEqualTo(400);
            }
            assertThat(server.registry.history("smile")).isEmpty();
        }
    }
}
