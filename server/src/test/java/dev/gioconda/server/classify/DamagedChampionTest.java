package dev.gioconda.server.classify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.file.Trees;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.server.ServerFixture;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store with a damaged champion, log or manifest: the server starts with the last good version and reports it. */
@Tag("integration")
class DamagedChampionTest {

    @TempDir
    private Path folder;

    private String token = "";

    @BeforeEach
    void promoteTwoVersions() throws Exception {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            token = server.server.operator().newToken();
            for (String version : new String[] {"20260101-000000", "20260102-000000"}) {
                VersionId id = server.addVersion(version);
                server.registry.promote(id, "test", "better", LogEntry.NO_GATE);
            }
        }
    }

    private Path stored(String file) {
        return folder.resolve("store/models/smile").resolve(file);
    }

    private HttpResponse<byte[]> operate(ServerFixture server, String method, String path, String json) {
        return server.send(server.requestToOperator(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpResponse<byte[]> page(ServerFixture server, String path) {
        return server.send(server.requestToOperator(path).header("Cookie", server.operatorCookie(token)));
    }

    private static String serving(ServerFixture server) {
        HttpResponse<byte[]> models = server.get("/v1/models");
        assertThat(models.statusCode()).isEqualTo(200);
        assertThat(server.get("/models").statusCode()).isEqualTo(200);
        return ServerFixture.json(models).path("serving").asText();
    }

    private String problems(ServerFixture server) {
        HttpResponse<byte[]> page = page(server, "/models");
        assertThat(page.statusCode()).isEqualTo(200);
        String html = new String(page.body(), StandardCharsets.UTF_8);
        int start = html.indexOf("<ul id=\"problems\">");
        assertThat(start).as(html).isPositive();
        return html.substring(start, html.indexOf("</ul>", start));
    }

    private void damage(String file) throws IOException {
        byte[] bytes = Files.readAllBytes(stored(file));
        bytes[bytes.length / 2] ^= 1;
        Files.write(stored(file), bytes);
    }

    @Test
    void damaged_champion_leaves_the_previous_one_in_use() throws Exception {
        damage("20260102-000000/weights.safetensors");
        Trees.delete(folder.resolve("cache"));
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            assertThat(serving(server)).isEqualTo("smile/20260101-000000");
            assertThat(problems(server))
                    .contains("The champion smile/20260102-000000 cannot be loaded", "changed or damaged")
                    .contains("smile/20260101-000000 stays in use");
            assertThat(operate(server, "POST", "/v1/models/smile/rollback", "{\"why\":\"it is damaged\"}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(ServerFixture.json(operate(server, "GET", "/v1/models", ""))
                            .path("problems"))
                    .isEmpty();
        }
    }

    @Test
    void damaged_log_leaves_the_last_readable_champion_in_use() throws Exception {
        Files.writeString(stored("log/00000002.json"), "{");
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            assertThat(serving(server)).isEqualTo("smile/20260101-000000");
            assertThat(problems(server)).contains("The promotion log of smile cannot be read", "00000002.json");
            assertThat(page(server, "/retrain").statusCode()).isEqualTo(200);
            assertThat(server.get("/v1/models/smile/history").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void damaged_manifest_of_any_model_hides_no_other() throws Exception {
        for (String content : new String[] {"{", "null", "{\"name\":\"other\",\"version\":\"1\",\"files\":{}}"}) {
            Path manifest = folder.resolve("store/models/other/1/manifest.json");
            Files.createDirectories(manifest.getParent());
            Files.writeString(manifest, content);
            try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
                assertThat(serving(server)).isEqualTo("smile/20260102-000000");
                JsonNode models = ServerFixture.json(server.get("/v1/models")).path("models");
                assertThat(models).hasSize(2);
                assertThat(problems(server)).contains("other/1");
            }
        }
    }
}
