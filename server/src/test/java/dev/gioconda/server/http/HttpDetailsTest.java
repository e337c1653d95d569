package dev.gioconda.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.server.ServerFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP details: HEAD, headers, metrics and malformed requests. */
@Tag("integration")
class HttpDetailsTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static ServerFixture server;

    @BeforeAll
    static void start() throws IOException {
        server = ServerFixture.withDefaultLimits(folder);
    }

    @Test
    void invented_methods_do_not_make_new_time_series() throws IOException {
        for (String method : List.of("INVENTED1", "INVENTED2", "PATCH", "get")) {
            String response = answer("%s /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".formatted(method));
            assertThat(response).as(method).matches("(?s)HTTP/1.1 (405|200|400) .*");
        }
        String metrics = new String(
                server.send(server.requestToOperator("/metrics")
                                .header(
                                        "Authorization",
                                        "Bearer " + server.server.operator().newToken())
                                .GET())
                        .body(),
                StandardCharsets.UTF_8);
        assertThat(metrics).contains("method=\"other\"").doesNotContain("INVENTED");
    }

    @Test
    void head_response_has_the_get_headers_and_no_body() {
        for (String path : List.of(
                "/",
                "/paint",
                "/readyz",
                "/v1/models",
                "/v1/styles/red-dunes.png",
                "/openapi.yaml",
                "/assets/gioconda.css",
                "/nothing")) {
            HttpResponse<byte[]> get = server.get(path);
            HttpResponse<byte[]> head =
                    server.send(server.requestTo(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
            assertThat(head.statusCode()).as(path).isEqualTo(get.statusCode());
            assertThat(head.body()).as(path).isEmpty();
            for (String header : List.of("Content-Type", "Content-Length", "Content-Security-Policy")) {
                assertThat(head.headers().firstValue(header))
                        .as("%s of %s", header, path)
                        .isEqualTo(get.headers().firstValue(header));
            }
            head.headers() // a long page is sent in chunks, without Content-Length
                    .firstValueAsLong("Content-Length")
                    .ifPresent(length -> assertThat(length).as(path).isEqualTo(get.body().length));
        }
    }

    @Test
    void unsupported_method_gets_the_allowed_ones() throws IOException {
        assertThat(answer("DELETE /v1/classify HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405")
                .containsPattern("Allow: (POST, PUT|PUT, POST)\r\n");
        assertThat(answer("PUT /v1/styles HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405")
                .contains("Allow: GET, HEAD\r\n");
    }

    @Test
    void compressed_body_gets_415_that_names_the_reason() {
        HttpResponse<byte[]> response = server.send(server.requestTo("/v1/classify")
                .header("Content-Encoding", "gzip")
                .header("Content-Type", "image/jpeg")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {31, (byte) 139, 8})));
        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(ServerFixture.json(response).get("detail").asText()).contains("compressed (Content-Encoding)");
    }

    @Test
    void style_image_is_not_sent_again_if_unchanged() {
        HttpResponse<byte[]> first = server.get("/v1/styles/red-dunes.png");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<byte[]> second =
                server.send(server.requestTo("/v1/styles/red-dunes.png").header("If-None-Match", tag));
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(second.headers().firstValue("Cache-Control")).contains("public, max-age=3600");
    }

    @Test
    void metrics_require_the_operator_token() {
        assertThat(server.get("/metrics").statusCode()).isEqualTo(404);
        HttpResponse<byte[]> metrics = server.send(server.requestToOperator("/metrics")
                .header("Authorization", "Bearer " + server.server.operator().newToken()));
        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(new String(metrics.body(), StandardCharsets.UTF_8))
                .contains("gioconda_http_requests_seconds_count", "gioconda_style_jobs");
    }

    @Test
    void malformed_http_gets_a_problem_without_server_details() throws IOException {
        for (String request : List.of(
                "GET /v1/..%2fmodels HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET / HTTP/1.1\r\nno colon\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/7.0\r\nHost: x\r\n\r\n",
                "what is this\r\n\r\n",
                "POST /v1/classify HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(20_000) + "\r\n\r\n")) {
            String answer = answer(request);
            String shown = request.substring(0, Math.min(60, request.length()));
            assertThat(answer).as(shown).matches("(?s)HTTP/1\\.[01] (4..|505) .*");
            assertThat(answer.toLowerCase(Locale.ROOT))
                    .as(shown)
                    .contains("content-type: application/problem+json")
                    .doesNotContain("jetty", "javalin", "<html");
            JsonNode problem = ServerFixture.JSON.readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
            assertThat(answer).startsWith("HTTP/1.1 " + problem.get("status").asInt());
            assertThat(problem.get("detail").asText()).as(shown).isNotBlank();
        }
    }

    private static String answer(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
