package dev.gioconda.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.server.ServerFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send or read slowly, more than the server has threads, and an honest client beside them. */
@Tag("integration")
class SlowPeersTest {

    private static final int PEERS = 100;
    private static final byte[] PORTRAIT = ServerFixture.portraits(1).get(0);

    @TempDir
    private Path folder;

    private ServerFixture server;
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = ServerFixture.withDefaultLimits(folder);
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: image/jpeg\r\nContent-Length: 100000\r\n\r\nx",
                "Content-Type: image/jpeg\r\nContent-Length: 100000\r\nExpect: 100-continue\r\n\r\n",
                "Content-Type: image/jpeg\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n",
                "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n--b\r\n"
            })
    void unfinished_uploads_hold_no_thread(String headersAndBody) throws IOException {
        for (int i = 0; i < PEERS; i++) {
            send(connect(i), "POST /v1/classify HTTP/1.1\r\nHost: x\r\n" + headersAndBody);
        }
        assertHonestClientIsServed();
    }

    @Test
    void unread_responses_hold_no_thread() throws IOException {
        for (int i = 0; i < PEERS; i++) {
            send(connect(i), "GET /openapi.yaml HTTP/1.1\r\nHost: x\r\n\r\n".repeat(300));
        }
        assertHonestClientIsServed();
    }

    private void assertHonestClientIsServed() {
        for (int i = 0; i < 3; i++) {
            assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
            assertThat(server.post("/v1/classify", "image/jpeg", PORTRAIT).statusCode())
                    .isEqualTo(200);
        }
    }

    /** Connects from one of four loopback addresses, with the smallest window. */
    private Socket connect(int peer) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(2048);
        socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (2 + peer % 4)}), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.server.port()));
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
