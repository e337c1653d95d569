package dev.gioconda.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.file.Trees;
import dev.gioconda.image.codec.PngText;
import dev.gioconda.jobs.GoldenFilesFixture;
import dev.gioconda.server.http.ServerSettings;
import dev.gioconda.style.checkpoint.Provenance;
import dev.gioconda.tensor.Precision;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server starts on a store and a work folder written by version 0.1.0, and continues with both. */
@Tag("integration")
class GoldenServerTest {

    private static final String TOKEN = "136ace9e51f02db964edcd6c115c8cd3fe2e3d1d3b19ee1da548f53ba52b4cda";
    private static final String DONE = "a70b578f72fdc2e818ebbe7fd05c02a4";
    private static final String STOPPED = "d9fdda2556dc59d328b83d503e613638";
    private static final String FAILED = "6baf4e1f9edf50e0871d260afa31c739";
    private static final String BEGUN = "6660a48689cb60ff6f9549034a06790d";
    private static final String CONTENT = "e51e551dc994dd8b7ececa8ecebbffbd";
    private static final String STYLE = "5e5c6164a7ec1f0a0f92a318797fe161";
    private static final String STEP = "work/checkpoints/" + BEGUN + "/step-000020";

    @TempDir
    private static Path folder;

    private static @Nullable ServerFixture running;

    @BeforeAll
    static void start() throws IOException {
        Path store = GoldenFilesFixture.copy("store", folder.resolve("store"));
        Trees.delete(store.resolve("painters")); // the lease of the earlier server has expired
        GoldenFilesFixture.copy("work", folder.resolve("work"));
        Path state = folder.resolve(STEP).resolve("state.json");
        String here = Precision.parse("auto").name().toLowerCase(Locale.ROOT);
        Files.writeString( // a job resumes in the precision of its start, which depends on the machine
                state,
                Files.readString(state).replace("precision = \\\"bfloat16\\\"", "precision = \\\"" + here + "\\\""));
        running = new ServerFixture(
                folder,
                new ServerSettings.ServiceLimits(3_000_000, 4_000_000, 0, 10, 10, 256, Duration.ofDays(36_500), 3));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        server().close();
    }

    private static ServerFixture server() {
        return Objects.requireNonNull(running);
    }

    private static JsonNode job(ServerFixture server, String id) {
        return ServerFixture.json(server.get("/v1/style-jobs/" + id));
    }

    @Test
    void the_jobs_are_told_as_before() throws Exception {
        ServerFixture server = server();
        JsonNode done = job(server, DONE);
        assertThat(done.path("state").asText()).isEqualTo("done");
        assertThat(done.path("created").asText()).isEqualTo("2026-11-29T23:11:16.358982949Z");
        assertThat(done.path("style").asText()).isEqualTo("style.png");
        assertThat(done.path("done").asInt()).isEqualTo(3);
        assertThat(done.path("seconds").asDouble()).isEqualTo(5.2);
        assertThat(done.path("version").asInt()).isEqualTo(4);
        assertThat(done.path("width").asInt()).isEqualTo(39);
        assertThat(done.path("order").path("strength").asDouble()).isEqualTo(1.5);
        assertThat(done.path("order").path("emphasis").asDouble()).isEqualTo(1.25);
        assertThat(job(server, STOPPED).path("state").asText()).isEqualTo("stopped");
        assertThat(job(server, FAILED).path("message").asText()).startsWith("The painting failed on our side.");
        Path picture = GoldenFilesFixture.at("store/jobs/" + DONE + "/picture.png");
        assertThat(server.get("/v1/style-jobs/" + DONE + "/image").body()).isEqualTo(Files.readAllBytes(picture));
        Provenance made =
                Provenance.parse(PngText.read(picture, Provenance.KEYWORD).orElseThrow(), "picture.png");
        assertThat(made.preset()).isEqualTo("quick");
        assertThat(made.content().name()).isEqualTo("content.png");
        assertThat(made.seed()).isEqualTo(7);
    }

    @Test
    void an_order_that_comes_again_is_the_job_of_before() throws Exception {
        String order = """
                {"content":"%s","style":"%s","preset":"quick","size":48,"strength":1.5,"detail":0.75,"colours":"luminance",
                 "iterations":3,"seed":7,"settings":true,"emphasis":1.25}""".formatted(CONTENT, STYLE); // uploads of the earlier server, too
        ServerFixture server = server();
        HttpResponse<byte[]> again = server.send(server.requestTo("/v1/style-jobs")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "the first order")
                .POST(HttpRequest.BodyPublishers.ofString(order)));
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(ServerFixture.json(again).path("id").asText()).isEqualTo(DONE);
        assertThat(ServerFixture.json(again).has("ownerKey")).isFalse();
    }

    @Test
    void a_job_without_owner_key_is_deleted_by_its_address() throws Exception {
        ServerFixture server = server();
        String path = "/v1/style-jobs/" + STOPPED;
        assertThat(server.delete(path + "/image").statusCode()).isEqualTo(204);
        assertThat(server.get(path).statusCode()).isEqualTo(404);
        assertThat(server.send(server.requestTo(path + "/restore").POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void the_operator_comes_in_with_the_token_of_before() throws Exception {
        ServerFixture server = server();
        assertThat(server.server.operator().newToken()).isEmpty();
        assertThat(server.send(server.requestToOperator("/v1/review")
                                .header("Authorization", "Bearer " + TOKEN)
                                .GET())
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.send(server.requestToOperator("/v1/review")
                                .header("Authorization", "Bearer " + "0".repeat(64))
                                .GET())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void interrupted_style_job_resumes_at_its_checkpoint() throws Exception {
        ServerFixture server = server();
        TreeSet<Integer> seen = new TreeSet<>();
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (seen.size() < 2) {
            assertThat(System.nanoTime()).isLessThan(end);
            int done = job(server, BEGUN).path("done").asInt();
            if (done > 0) {
                seen.add(done);
            }
        }
        assertThat(seen.first()).as("the count of iterations continues").isGreaterThan(20);
        server.delete("/v1/style-jobs/" + BEGUN);
        while (!job(server, BEGUN).path("state").asText().equals("stopped")) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
        assertThat(List.of(
                        job(server, BEGUN).path("width").asInt(),
                        job(server, BEGUN).path("height").asInt()))
                .containsExactly(36, 44);
    }
}
