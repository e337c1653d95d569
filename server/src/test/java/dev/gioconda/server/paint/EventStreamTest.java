package dev.gioconda.server.paint;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sender of events never waits for a client. */
class EventStreamTest {

    private static final int EVENTS = 60;
    private static final String MEGABYTE = "x".repeat(1 << 20);

    @Test
    void slow_client_gets_the_newest_event_only() {
        FakeOutput out = new FakeOutput();
        EventStream stream = new EventStream(out);
        CompletableFuture<Void> closed = stream.start();
        stream.onWritePossible();
        stream.send("job", "first", "1");
        out.ready = false;
        stream.send("job", "second", "2");
        stream.send("job", "third", null);
        stream.end();
        assertThat(closed).isNotDone();
        out.ready = true;
        stream.onWritePossible();
        assertThat(out.bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("id: 1\nevent: job\ndata: first\n\nevent: job\ndata: third\n\n");
        assertThat(out.flushed).isTrue();
        assertThat(closed).isDone();
    }

    @Test
    void heartbeat_never_replaces_an_event() {
        FakeOutput out = new FakeOutput();
        EventStream stream = new EventStream(out);
        CompletableFuture<Void> unused = stream.start();
        stream.send("job", "first", null);
        stream.sendHeartbeat();
        stream.onWritePossible();
        assertThat(out.bytes.toString(StandardCharsets.UTF_8)).isEqualTo("event: job\ndata: first\n\n");
    }

    @Test
    @Tag("integration")
    @Timeout(60)
    void client_that_does_not_read_blocks_no_other() throws Exception {
        List<EventStream> streams = new CopyOnWriteArrayList<>();
        CountDownLatch open = new CountDownLatch(2);
        Javalin app = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.jetty.host = "127.0.0.1";
            config.jetty.port = 0;
            config.http.asyncTimeout = 0;
            config.routes.get("/events", context -> {
                EventStream stream = new EventStream(context.res().getOutputStream());
                streams.add(stream);
                context.future(stream::start);
                open.countDown();
            });
        });
        app.start();
        try (Socket deaf = connect(app.port());
                Socket reader = connect(app.port())) {
            assertThat(open.await(20, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Boolean> last = CompletableFuture.supplyAsync(() -> receives(reader, "id: " + EVENTS));
            for (int i = 1; i <= EVENTS; i++) { // in one thread, more than the buffers of both sockets
                for (EventStream stream : streams) {
                    stream.send("job", MEGABYTE, Integer.toString(i));
                }
            }
            assertThat(last.get(40, TimeUnit.SECONDS)).isTrue();
            assertThat(deaf.isConnected()).isTrue();
        } finally {
            streams.forEach(EventStream::abort);
            app.stop();
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        socket.getOutputStream()
                .write("GET /events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static boolean receives(Socket socket, String expected) {
        try {
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .lines()
                    .anyMatch(expected::equals);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** An output whose readiness the test sets. */
    private static final class FakeOutput extends ServletOutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean ready = true;
        private boolean flushed;

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            // the test calls the listener
        }

        @Override
        public void write(int b) {
            bytes.write(b);
        }

        @Override
        public void flush() {
            flushed = true;
        }
    }
}
