package dev.gioconda.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.server.ServerFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that send their whole request before they read: none may lose the response because the server closed the connection. */
@Tag("integration")
class RejectedBodiesTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static ServerFixture server;

    @BeforeAll
    static void start() throws IOException {
        server = ServerFixture.withDefaultLimits(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/classify, image/jpeg, 3000001, 413",
        "/v1/classify, image/jpeg, 100000000, 413",
        "/v1/classify, text/plain, 3000000, 415",
        "/v1/images, image/jpeg, 20000000, 413",
        "/v1/feedback, text/plain, 3000000, 415",
        "/v1/style-jobs, multipart/form-data; boundary=b, 20000000, 413",
        "/v1/style-jobs, multipart/form-data; boundary=b, 3000000, 400",
        "/, multipart/form-data; boundary=b, 20000000, 413",
        "/nothing, image/jpeg, 3000000, 404"
    })
    void rejected_body_is_received_before_the_response(String path, String type, int length, int status)
            throws IOException {
        try (Socket socket = connect()) {
            write(
                    socket,
                    head("POST", path) + "Content-Type: %s\r\nContent-Length: %d\r\n\r\n".formatted(type, length));
            writeBody(socket, length);
            write(socket, head("GET", "/readyz") + "Connection: close\r\n\r\n");
            String responses = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(responses).startsWith("HTTP/1.1 " + status);
            assertThat(responses)
                    .as("the next request over the connection is answered, or the client knows that it is closed")
                    .containsAnyOf("Connection: close", "HTTP/1.1 200");
        }
    }

    @Test
    void chunked_body_above_the_limit_is_received_before_the_response() throws IOException {
        try (Socket socket = connect()) {
            write(
                    socket,
                    head("POST", "/v1/classify") + "Content-Type: image/jpeg\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int megabyte = 0; megabyte < 20; megabyte++) {
                write(socket, "F4240\r\n");
                writeBody(socket, 1_000_000);
                write(socket, "\r\n");
            }
            write(socket, "0\r\n\r\n");
            assertThat(statusLine(socket)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void client_that_expects_continue_is_rejected_before_its_body() throws IOException {
        try (Socket socket = connect()) {
            write(
                    socket,
                    head("POST", "/v1/classify")
                            + "Content-Type: image/jpeg\r\nContent-Length: 100000000\r\nExpect: 100-continue\r\n\r\n");
            assertThat(statusLine(socket)).startsWith("HTTP/1.1 413");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/feedback, application/json, 65537, 413",
        "/v1/style-jobs, application/json, 65537, 413",
        "/instant, application/x-www-form-urlencoded, 1000000, 415",
        "/, application/x-www-form-urlencoded, 1000000, 415",
        "/login, application/x-www-form-urlencoded, 1025, 413"
    })
    void bodies_that_need_much_memory_are_rejected(String path, String type, int length, int status) {
        byte[] form = "a=&".repeat(length / 3 + 1).getBytes(StandardCharsets.US_ASCII);
        HttpRequest.Builder request = path.equals("/login") ? server.requestToOperator(path) : server.requestTo(path);
        HttpResponse<byte[]> response = server.send(
                request.header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofByteArray(form, 0, length)));
        assertThat(response.statusCode()).isEqualTo(status);
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static String head(String method, String path) {
        return "%s %s HTTP/1.1\r\nHost: localhost\r\n".formatted(method, path);
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void writeBody(Socket socket, int length) throws IOException {
        OutputStream out = socket.getOutputStream();
        byte[] zeros = new byte[1 << 16];
        for (int left = length; left > 0; left -= zeros.length) {
            out.write(zeros, 0, Math.min(left, zeros.length));
        }
    }

    private static String statusLine(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }
}
