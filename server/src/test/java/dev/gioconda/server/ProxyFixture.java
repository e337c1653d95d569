package dev.gioconda.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A reverse proxy on a free port, below a path of which it serves a server on this machine; other paths are not found. */
public final class ProxyFixture implements AutoCloseable {

    private static final Set<String> CONNECTION_HEADERS =
            Set.of("connection", "content-length", "expect", "host", "http2-settings", "transfer-encoding", "upgrade");

    private final String prefix;
    private final Behavior behavior;
    private final int target;
    private final HttpServer proxy;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What a proxy does with the path of a request. */
    public enum Behavior {
        /** Removes the prefix and tells nobody. */
        REMOVES,
        /** Sends the path as it is. */
        KEEPS,
        /** Removes the prefix and sends it in a header. */
        REMOVES_AND_REPORTS
    }

    /** @param target port of the server */
    public ProxyFixture(String prefix, Behavior behavior, int target) throws IOException {
        this.prefix = prefix;
        this.behavior = behavior;
        this.target = target;
        this.proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.setExecutor(threads);
        proxy.createContext("/", this::handle);
        proxy.start();
    }

    /** The address of a path; it contains the prefix only if the path does. */
    public URI address(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(proxy.getAddress().getPort(), path));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI requested = exchange.getRequestURI();
            if (!requested.getRawPath().startsWith(prefix + "/")) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            HttpResponse<InputStream> response =
                    client.send(request(exchange), HttpResponse.BodyHandlers.ofInputStream());
            forward(response, exchange);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException().initCause(stopped);
        }
    }

    private HttpRequest request(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        String sent = behavior == Behavior.KEEPS ? path : path.substring(prefix.length());
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d%s".formatted(target, sent)))
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        for (Map.Entry<String, List<String>> header :
                exchange.getRequestHeaders().entrySet()) {
            if (isForwarded(header.getKey())) {
                header.getValue().forEach(value -> request.header(header.getKey(), value));
            }
        }
        if (behavior == Behavior.REMOVES_AND_REPORTS) {
            request.header("X-Forwarded-Prefix", prefix);
        }
        return request.build();
    }

    /** Sends the bytes as they come, as event streams need. */
    private static void forward(HttpResponse<InputStream> response, HttpExchange exchange) throws IOException {
        response.headers().map().forEach((name, values) -> {
            if (isForwarded(name)) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        boolean empty = response.statusCode() == 204 || response.statusCode() == 304;
        exchange.sendResponseHeaders(response.statusCode(), empty ? -1 : 0);
        try (InputStream in = response.body();
                OutputStream out = exchange.getResponseBody()) {
            byte[] buffer = new byte[8192];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                out.write(buffer, 0, length);
                out.flush();
            }
        }
    }

    private static boolean isForwarded(String header) {
        return !CONNECTION_HEADERS.contains(header.toLowerCase(Locale.ROOT)) && !header.startsWith(":");
    }

    @Override
    public void close() {
        proxy.stop(0);
        threads.shutdownNow();
    }
}
