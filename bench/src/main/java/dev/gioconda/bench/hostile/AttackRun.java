package dev.gioconda.bench.hostile;

import dev.gioconda.bench.load.RawConnection;
import dev.gioconda.bench.load.RawResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;

/**
 * One run of an attack from one source address. Closing it closes its connections, also those on which a thread waits: a write to a server
 * that does not read has no other timeout.
 */
public final class AttackRun implements AutoCloseable {

    private static final int RESPONSE_MILLIS = 20_000;
    private static final int SMALL_WINDOW = 2048; // bytes

    private final Target target;
    private final InetAddress source;
    private final SplittableRandom random;
    private final long endNanos;
    private final IntConsumer onStatus;
    private final Set<RawConnection> open = ConcurrentHashMap.newKeySet();

    AttackRun(Target target, InetAddress source, SplittableRandom random, long endNanos, IntConsumer onStatus) {
        this.target = target;
        this.source = source;
        this.random = random;
        this.endNanos = endNanos;
        this.onStatus = onStatus;
    }

    SplittableRandom random() {
        return random;
    }

    KnownJobs jobs() {
        return target.jobs();
    }

    /** Whether the time of the run is over. */
    boolean over() {
        return System.nanoTime() - endNanos >= 0;
    }

    /** Waits. */
    void pause(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }

    /** Waits until the run is over. */
    void awaitEnd() throws InterruptedException {
        while (!over()) {
            pause(100);
        }
    }

    /** A connection to the public port. */
    RawConnection connect() throws IOException {
        return opened(RawConnection.open(source, target.visitors(), RESPONSE_MILLIS));
    }

    /** A connection to the public port whose receive window is small. */
    RawConnection connectWithSmallWindow() throws IOException {
        return opened(RawConnection.open(source, target.visitors(), RESPONSE_MILLIS, SMALL_WINDOW));
    }

    /** A connection to the operators' port. */
    RawConnection connectToOperators() throws IOException {
        return opened(RawConnection.open(source, target.operators(), RESPONSE_MILLIS));
    }

    /** Closes a connection of this run. */
    void close(RawConnection connection) throws IOException {
        open.remove(connection);
        connection.close();
    }

    /** The line and the headers of a request; {@code headers} is empty or ends with a line end. */
    String head(String method, String path, String headers) {
        InetSocketAddress address = target.visitors();
        return "%s %s HTTP/1.1\r\nHost: %s:%d\r\n%s\r\n"
                .formatted(method, path, address.getHostString(), address.getPort(), headers);
    }

    /** The same with the length of a body. */
    String head(String method, String path, String headers, int length) {
        return head(method, path, headers + "Content-Length: " + length + "\r\n");
    }

    /** Sends a request over a connection of its own and counts the response. */
    Optional<RawResponse> send(String method, String path, String headers, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        RawConnection connection = connect();
        try {
            connection.send(head(method, path, "Connection: close\r\n" + headers, bytes.length));
            connection.send(bytes);
            return receive(connection);
        } finally {
            close(connection);
        }
    }

    /** Reads and counts a response; empty if the server closes the connection or does not respond in time. */
    Optional<RawResponse> receive(RawConnection connection) {
        try {
            RawResponse response = connection.readResponse();
            onStatus.accept(response.status());
            return Optional.of(response);
        } catch (IOException closed) {
            countBroken();
            return Optional.empty();
        }
    }

    /** The same for servers that need not respond: empty if no byte arrives within some milliseconds. */
    Optional<RawResponse> receive(RawConnection connection, int millis) {
        try {
            return connection.readable(millis) ? receive(connection) : Optional.empty();
        } catch (IOException closed) {
            countBroken();
            return Optional.empty();
        }
    }

    /** Sends bytes to a server that may close the connection meanwhile; its response can be readable all the same. */
    void send(RawConnection connection, byte[] bytes) {
        try {
            connection.send(bytes);
        } catch (IOException rejected) {
            countBroken();
        }
    }

    /** Counts a request without a response, unless the end of the run is the reason. */
    void countBroken() {
        if (!over()) {
            onStatus.accept(AttackLog.NO_RESPONSE);
        }
    }

    private RawConnection opened(RawConnection connection) throws IOException {
        open.add(connection);
        if (over()) {
            close();
        }
        return connection;
    }

    @Override
    public void close() throws IOException {
        for (RawConnection connection : open) {
            close(connection);
        }
    }
}
