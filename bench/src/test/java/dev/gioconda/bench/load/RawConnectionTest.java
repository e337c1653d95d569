package dev.gioconda.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RawConnectionTest {

    private static final String SOURCE = "127.0.0.9";

    @Test
    void interim_response_is_skipped() throws Exception {
        RawResponse response =
                response("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok");
        assertThat(response.status()).isEqualTo(201);
        assertThat(response.text()).isEqualTo("ok");
    }

    @Test
    void chunks_are_joined() throws Exception {
        assertThat(response("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nab\r\n1\r\nc\r\n0\r\n\r\n")
                        .text())
                .isEqualTo("abc");
    }

    @Test
    void body_without_a_length_ends_with_the_connection() throws Exception {
        assertThat(response("HTTP/1.1 200 OK\r\n\r\nabc").text()).isEqualTo("abc");
    }

    @Test
    void response_without_a_body_is_empty() throws Exception {
        assertThat(response("HTTP/1.1 204 No Content\r\n\r\n").body()).isEmpty();
    }

    @Test
    void body_that_is_cut_off_is_an_error() {
        assertThatThrownBy(() -> response("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("3 of 9 bytes");
    }

    /** Reads a response that a listening socket sends, which also checks the source address. */
    private static RawResponse response(String text) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 1, loopback);
                RawConnection connection = RawConnection.open(
                        InetAddress.getByName(SOURCE),
                        new InetSocketAddress(loopback, server.getLocalPort()),
                        10_000)) {
            try (Socket accepted = server.accept()) {
                assertThat(accepted.getInetAddress().getHostAddress()).isEqualTo(SOURCE);
                accepted.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            }
            return connection.readResponse();
        }
    }
}
