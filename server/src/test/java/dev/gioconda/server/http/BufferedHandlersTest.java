package dev.gioconda.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Request and response bodies of slow clients, in front of a handler that echoes the length of the body and answers as many bytes as asked. */
@Tag("integration")
class BufferedHandlersTest {

    private static final int MIB = 1 << 20;

    private final MemoryBudget budget = new MemoryBudget(64L * MIB);
    private final AtomicInteger handled = new AtomicInteger();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    @BeforeEach
    void start() throws Exception {
        Handler responses = new BufferedResponses(budget, Request::getRemoteAddr, Duration.ofMillis(300), 64 * MIB);
        Handler.Wrapper bodies = new BufferedBodies(budget, Request::getRemoteAddr);
        bodies.setHandler(new LengthHandler());
        ((Handler.Wrapper) responses).setHandler(bodies);
        server.setHandler(responses);
        server.addConnector(connector);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    /** {@code /N}: answers N zeros; {@code /}: answers the length of the body. */
    private final class LengthHandler extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            handled.incrementAndGet();
            String path = Request.getPathInContext(request).substring(1);
            if (path.isEmpty()) {
                int length = Content.Source.asByteBuffer(request).remaining();
                Content.Sink.write(response, true, Integer.toString(length), callback);
            } else {
                response.write(true, ByteBuffer.allocate(Integer.parseInt(path)), callback);
            }
            return true;
        }
    }

    @Test
    void request_is_handled_when_its_body_is_complete() throws IOException {
        try (Socket slow = connect()) {
            send(slow, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nConnection: close\r\n\r\n01234");
            await().until(() -> budget.reserved() == 5);
            assertThat(handled).hasValue(0);
            send(slow, "56789");
            assertThat(rest(slow)).startsWith("HTTP/1.1 200").endsWith("10");
        }
        assertThat(handled).hasValue(1);
        await().until(() -> budget.reserved() == 0);
    }

    @Test
    void chunked_body_is_received_whole() throws IOException {
        try (Socket client = connect()) {
            send(client, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
            send(client, "3\r\nabc\r\n");
            send(client, "2\r\nde\r\n0\r\n\r\n");
            assertThat(rest(client)).startsWith("HTTP/1.1 200").endsWith("5");
        }
        await().until(() -> budget.reserved() == 0);
    }

    @Test
    void expected_continue_is_sent_before_the_body() throws IOException {
        try (Socket client = connect()) {
            send(client, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n");
            send(client, "Expect: 100-continue\r\nConnection: close\r\n\r\n");
            String interim = "HTTP/1.1 100 Continue\r\n\r\n";
            byte[] received = client.getInputStream().readNBytes(interim.length());
            assertThat(new String(received, StandardCharsets.US_ASCII)).isEqualTo(interim);
            send(client, "abcd");
            assertThat(rest(client)).startsWith("HTTP/1.1 200").endsWith("4");
        }
        await().until(() -> budget.reserved() == 0);
    }

    @Test
    void connection_that_ends_early_frees_its_bytes() throws IOException {
        try (Socket client = connect()) {
            send(client, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n01234");
            await().until(() -> budget.reserved() == 5);
        }
        await().until(() -> budget.reserved() == 0);
    }

    @Test
    void client_that_does_not_read_is_disconnected() throws IOException {
        int length = 15 * MIB;
        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(4096);
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort()));
            send(client, "GET /" + length + " HTTP/1.1\r\nHost: x\r\n\r\n");
            await().until(() -> budget.reserved() == length);
            await().until(() -> budget.reserved() == 0);
        }
    }

    @Test
    void response_above_the_share_of_a_client_is_rejected() throws IOException {
        try (Socket client = connect()) {
            send(client, "GET /" + 17 * MIB + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(rest(client)).startsWith("HTTP/1.1 503");
        }
        await().until(() -> budget.reserved() == 0);
        try (Socket client = connect()) {
            send(client, "GET /10 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(rest(client)).startsWith("HTTP/1.1 200").contains("Content-Length: 10");
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
}
