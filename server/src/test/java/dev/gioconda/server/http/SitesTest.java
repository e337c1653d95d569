package dev.gioconda.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.server.ServerFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts and origins that browsers may use, behind a trusted proxy. */
@Tag("integration")
class SitesTest {

    private static final String APP = "http://app.example:3000";

    @TempDir
    private static Path folder;

    @AutoClose
    private static ServerFixture server;

    @BeforeAll
    static void start() throws IOException {
        server = ServerFixture.behindProxy(
                folder, new ServerSettings.Sites(List.of("127.0.0.1", "Faces.example"), List.of(APP), ""));
    }

    @Test
    void other_hosts_get_421() throws IOException {
        assertThat(answer("GET", "/v1/styles", "Host: evil.example")).startsWith("HTTP/1.1 421");
        assertThat(answer("GET", "/", "Host: 127.0.0.1.evil.example")).startsWith("HTTP/1.1 421");
        for (String host : List.of("127.0.0.1", "127.0.0.1:8080", "faces.example", "FACES.example:443")) {
            assertThat(answer("GET", "/v1/styles", "Host: " + host)).as(host).startsWith("HTTP/1.1 200");
        }
        assertThat(answer("GET", "/healthz", "Host: 10.1.2.3")).startsWith("HTTP/1.1 200");
        assertThat(answer("GET", "/v1/styles", "Host: inner\r\nX-Forwarded-Host: faces.example"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void preflight_of_an_allowed_origin_is_answered() throws IOException {
        String allowed = answer(
                "OPTIONS",
                "/v1/classify",
                "Host: 127.0.0.1\r\nOrigin: " + APP + "\r\nAccess-Control-Request-Method: POST");
        assertThat(allowed)
                .startsWith("HTTP/1.1 204")
                .contains("Access-Control-Allow-Origin: " + APP + "\r\n", "Access-Control-Allow-Methods: GET")
                .doesNotContain("Allow-Credentials");
        String other = answer(
                "OPTIONS",
                "/v1/classify",
                "Host: 127.0.0.1\r\nOrigin: http://evil.example\r\nAccess-Control-Request-Method: POST");
        assertThat(other).startsWith("HTTP/1.1 405").doesNotContain("Access-Control-Allow");
    }

    @Test
    void allowed_origin_may_use_the_api_but_not_the_pages() {
        assertThat(posted("/v1/classify", APP)).isEqualTo(200);
        assertThat(posted("/", APP)).isEqualTo(403);
        assertThat(posted("/v1/classify", "http://evil.example")).isEqualTo(403);
    }

    @Test
    void origin_may_be_the_host_that_the_proxy_reports() {
        assertThat(server.send(server.requestTo("/v1/classify")
                                .header("Origin", "https://faces.example")
                                .header("X-Forwarded-Host", "faces.example")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(
                                        ServerFixture.portraits(1).get(0))))
                        .statusCode())
                .isEqualTo(200);
    }

    private static int posted(String path, String origin) {
        return server.send(server.requestTo(path)
                        .header("Origin", origin)
                        .header("Sec-Fetch-Site", "cross-site")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(
                                ServerFixture.portraits(1).get(0))))
                .statusCode();
    }

    private static String answer(String method, String path, String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("%s %s HTTP/1.1\r\n%s\r\nConnection: close\r\n\r\n"
                            .formatted(method, path, headers)
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
