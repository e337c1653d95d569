package dev.gioconda.bench.hostile;

import dev.gioconda.bench.load.RawConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Requests that are sent byte by byte as they are given, each over a connection of its own, in random order.
 *
 * @param requests one character for each byte
 */
record RawRequests(List<String> requests) implements Attack {

    private static final String HOST = " HTTP/1.1\r\nHost: x\r\n";
    private static final String END = "Connection: close\r\n\r\n";
    private static final String JSON_POST = "POST /v1/feedback" + HOST + "Content-Type: application/json\r\n";

    /** Malformed requests, and two requests in one (request smuggling). */
    static RawRequests malformed() {
        return new RawRequests(List.of(
                "GET /healthz" + HOST + "X: " + "a".repeat(9_000) + "\r\n" + END,
                "GET /healthz" + HOST + "X: " + "a".repeat(1_000_000) + "\r\n" + END,
                "GET /healthz" + HOST + "A: b\r\n".repeat(10_000) + END,
                "TRACE /" + HOST + "Cookie: a=b\r\n" + END,
                "OPTIONS *" + HOST + END,
                "CONNECT x:80" + HOST + END,
                "GET /healthz HTTP/1.1\nHost: x\n\n",
                "GET /healthz HTTP/1.1\r\nHost : x\r\n" + END,
                "GET /healthz HTTP/1.1\r\n" + END,
                "GET http://evil/healthz" + HOST + END,
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET /healthz" + HOST
                        + "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n",
                "GET /healthz" + HOST
                        + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
                JSON_POST + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz" + HOST + END,
                JSON_POST + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
                JSON_POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                JSON_POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                JSON_POST + "Content-Length: -4\r\n\r\n",
                JSON_POST + "Content-Length: 99999999999999999999\r\n\r\n",
                JSON_POST + "Content-Length: 1099511627776\r\n" + END + "{}",
                JSON_POST + "Transfer-Encoding: chunked\r\n\r\n4;" + "a".repeat(1_000_000) + "\r\nabcd\r\n0\r\n\r\n",
                JSON_POST + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nA: " + "b".repeat(1_000_000)
                        + "\r\n\r\n",
                JSON_POST + "Content-Encoding: gzip\r\nContent-Length: 2\r\n" + END + "{}",
                "GET /v1/models/%0d%0aX-A:b/history" + HOST + END,
                "GET /assets/site.js" + HOST + "Range: bytes=0-1" + ",0-1".repeat(500) + "\r\n" + END,
                "GET /assets/%00" + HOST + END,
                "GET /assets/..%2f..%2fopenapi.yaml" + HOST + END,
                "GET /assets/%2e%2e/openapi.yaml" + HOST + END,
                "GET /assets/..;/openapi.yaml" + HOST + END,
                "GET /assets/%5c..%5copenapi.yaml" + HOST + END,
                "GET /assets//etc/passwd" + HOST + END,
                "GET /v1/models/..%2f..%2f/history" + HOST + END,
                "GET /v1/fast-styles/..%2fx.png" + HOST + END));
    }

    /** Host headers with control bytes, for logs, two at a time, and of other sites. */
    static RawRequests hosts() {
        return new RawRequests(List.of(
                "GET / HTTP/1.1\r\nHost: x\r\nHost: " + "\u009b\u001b[31m\u0007".repeat(1_000) + "\r\n" + END,
                "GET / HTTP/1.1\r\nHost: " + "\u0001\u0085".repeat(3_000) + "\r\n" + END,
                "GET /healthz HTTP/1.1\r\nHost: x\r\nHost: y\r\n" + END,
                "GET /v1/models HTTP/1.1\r\nHost: evil.example\r\n" + END,
                "GET / HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n" + END));
    }

    @Override
    public void run(AttackRun run) throws IOException, InterruptedException {
        while (!run.over()) {
            RawConnection connection = run.connect();
            String request = requests.get(run.random().nextInt(requests.size()));
            run.send(connection, request.getBytes(StandardCharsets.ISO_8859_1));
            run.receive(connection, 2_000);
            run.close(connection);
            run.pause(20);
        }
    }
}
