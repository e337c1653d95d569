package dev.gioconda.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.server.ServerFixture;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Security headers, cross-origin requests and rate limits. */
@Tag("integration")
class RateLimitAndOriginTest {

    private static final byte[] PORTRAIT = ServerFixture.portraits(1).get(0);

    @TempDir
    private Path folder;

    @Test
    void every_response_has_security_headers() throws IOException, InterruptedException {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            for (String path : List.of("/", "/v1/models", "/nothing", "/healthz", "/metrics")) {
                HttpResponse<byte[]> response = server.get(path);
                assertThat(response.headers()
                                .firstValue("Content-Security-Policy")
                                .orElse(""))
                        .as(path)
                        .contains("default-src 'none'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe");
                assertThat(response.headers().firstValue("X-Content-Type-Options"))
                        .contains("nosniff");
                assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
                assertThat(response.headers().firstValue("Server")).isEmpty();
            }
        }
    }

    @Test
    void cross_origin_requests_are_rejected() throws IOException, InterruptedException {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            assertThat(classified(server, "Sec-Fetch-Site", "cross-site")).isEqualTo(403);
            assertThat(classified(server, "Sec-Fetch-Site", "same-site")).isEqualTo(403);
            assertThat(classified(server, "Origin", "https://elsewhere.example"))
                    .isEqualTo(403);
            assertThat(classified(server, "Origin", "null")).isEqualTo(403);
            assertThat(classified(server, "Sec-Fetch-Site", "same-origin")).isEqualTo(200);
            assertThat(classified(server, "Sec-Fetch-Site", "none")).isEqualTo(200);
            assertThat(classified(server, "Origin", server.server.address())).isEqualTo(200);
        }
    }

    private static int classified(ServerFixture server, String header, String value) {
        return server.send(server.requestTo("/v1/classify")
                        .header("Content-Type", "image/jpeg")
                        .header(header, value)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(PORTRAIT)))
                .statusCode();
    }

    @Test
    void rate_limited_request_gets_retry_after() throws IOException, InterruptedException {
        try (ServerFixture server = new ServerFixture(folder, ServerFixture.limits(5))) {
            for (int i = 0; i < 5; i++) {
                assertThat(server.post("/v1/classify", "image/jpeg", PORTRAIT).statusCode())
                        .isEqualTo(200);
            }
            HttpResponse<byte[]> sixth = server.post("/v1/classify", "image/jpeg", PORTRAIT);
            assertThat(sixth.statusCode()).isEqualTo(429);
            assertThat(sixth.headers().firstValueAsLong("Retry-After").orElse(0))
                    .isBetween(1L, 30L);
            assertThat(server.send(server.requestTo("/v1/classify")
                                    .header("X-Forwarded-For", "8.8.8.8")
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(PORTRAIT)))
                            .statusCode())
                    .as("an untrusted X-Forwarded-For header is ignored")
                    .isEqualTo(429);
            assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void reading_the_store_counts_for_the_limit() throws IOException, InterruptedException {
        try (ServerFixture server = new ServerFixture(folder, ServerFixture.limits(2))) {
            assertThat(server.get("/v1/models").statusCode()).isEqualTo(200);
            assertThat(server.get("/v1/style-jobs/" + "0".repeat(32)).statusCode())
                    .isEqualTo(404);
            for (String path : List.of(
                    "/v1/models",
                    "/models",
                    "/v1/models/smile/history",
                    "/v1/style-jobs/" + "0".repeat(32),
                    "/v1/style-jobs/" + "0".repeat(32) + "/image",
                    "/v1/style-jobs/" + "0".repeat(32) + "/content",
                    "/v1/style-jobs/" + "0".repeat(32) + "/events")) {
                assertThat(server.get(path).statusCode()).as(path).isEqualTo(429);
            }
        }
    }

    @Test
    void every_face_counts_for_the_limit() throws IOException, InterruptedException {
        try (ServerFixture server = new ServerFixture(folder, ServerFixture.limits(5))) {
            HttpResponse<byte[]> response = server.post("/v1/classify", "image/png", twoPortraits());
            int faces = ServerFixture.json(response).get("faces").size();
            assertThat(faces).isGreaterThan(1);
            assertThat(response.headers().firstValue("RateLimit-Remaining")).contains(Integer.toString(5 - faces));
        }
    }

    private static byte[] twoPortraits() throws IOException {
        Picture left = new SafeImageDecoder().decode(PORTRAIT);
        byte[] rgb = new byte[left.rgb().length * 2];
        int row = left.width() * 3;
        for (int y = 0; y < left.height(); y++) {
            System.arraycopy(left.rgb(), y * row, rgb, 2 * y * row, row);
            System.arraycopy(left.rgb(), y * row, rgb, (2 * y + 1) * row, row);
        }
        return PictureWriter.png(new Picture(2 * left.width(), left.height(), rgb));
    }

    @Test
    void html_clients_get_the_problem_as_a_page() throws IOException, InterruptedException {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            HttpResponse<byte[]> page = server.send(server.requestTo("/nothing")
                    .header("Accept", "text/html,*/*;q=0.8")
                    .GET());
            assertThat(page.statusCode()).isEqualTo(404);
            assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
            assertThat(new String(page.body(), StandardCharsets.UTF_8)).contains("<h1>Not found</h1>");
        }
    }

    @Test
    void unsupported_methods_get_405() throws IOException, InterruptedException {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            assertThat(server.delete("/v1/classify").statusCode()).isEqualTo(405);
            assertThat(server.post("/v1/models", "{}").statusCode()).isEqualTo(405);
        }
    }
}
