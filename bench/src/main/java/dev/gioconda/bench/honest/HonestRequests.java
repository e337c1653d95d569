package dev.gioconda.bench.honest;

import dev.gioconda.bench.honest.RequestLog.Expectation;
import dev.gioconda.bench.load.RawConnection;
import dev.gioconda.bench.load.RawResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Sends the requests of an honest client, each over a connection of its own, and records them.
 *
 * @param source address of the client
 * @param target address of the server
 * @param log receives outcomes and latencies
 * @param running names the attacks that run now
 */
public record HonestRequests(
        InetAddress source, InetSocketAddress target, RequestLog log, Supplier<Set<String>> running) {

    private static final int TIMEOUT_MILLIS = 60_000;

    /** Sends a request without a body. */
    public Optional<RawResponse> get(Expectation expectation, String path) {
        return send(expectation, "GET", path, "", new byte[0]);
    }

    /**
     * Sends a request and records it.
     *
     * @param type the Content-Type; empty for none
     * @return the response if its status is 2xx
     */
    public Optional<RawResponse> send(Expectation expectation, String method, String path, String type, byte[] body) {
        Set<String> attacks = new TreeSet<>(running.get());
        long start = System.nanoTime();
        int status = 0;
        String cause = "";
        Optional<RawResponse> answered = Optional.empty();
        try {
            RawResponse response = exchange(method, path, type, body);
            status = response.status();
            cause = response.successful() ? "" : response.text() + "; ";
            answered = Optional.of(response).filter(RawResponse::successful);
        } catch (IOException failed) {
            cause = failed + "; ";
        }
        long nanos = System.nanoTime() - start;
        attacks.addAll(running.get());
        log.add(expectation, status, nanos, cause + "attacks: " + String.join(", ", attacks));
        return answered;
    }

    /** Sends a request without recording it. */
    public RawResponse exchange(String method, String path, String type, byte[] body) throws IOException {
        try (RawConnection connection = RawConnection.open(source, target, TIMEOUT_MILLIS)) {
            connection.send("%s %s HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n"
                    .formatted(
                            method,
                            path,
                            target.getHostString(),
                            target.getPort(),
                            type.isEmpty() ? "" : "Content-Type: " + type + "\r\n",
                            body.length));
            connection.send(body);
            return connection.readResponse();
        }
    }
}
