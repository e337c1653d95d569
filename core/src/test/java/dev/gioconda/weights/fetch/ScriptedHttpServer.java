package dev.gioconda.weights.fetch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server on this machine that answers byte for byte what a test says, truth or lie. */
final class ScriptedHttpServer implements AutoCloseable {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    /** Java's client may report the end of a connection before the head that came just before it. */
    private static final long LINGER_MILLIS = 50;

    private final ServerSocket socket;
    private final Reply reply;
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** What was asked; header names in lower case. */
    record Request(String path, Map<String, String> headers) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** Writes a whole answer, head and body; the connection is closed after it. */
    @FunctionalInterface
    interface Reply {
        void writeTo(Request request, OutputStream out) throws IOException, InterruptedException;
    }

    ScriptedHttpServer(Reply reply) throws IOException {
        this.reply = reply;
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "local-server");
        thread.setDaemon(true);
        thread.start();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
    }

    List<Request> requests() {
        return requests;
    }

    /** A head with a status and headers. */
    static void head(OutputStream out, String status, String... headers) throws IOException {
        String head = "HTTP/1.1 " + status + "\r\nConnection: close\r\n";
        for (String header : headers) {
            head += header + "\r\n";
        }
        out.write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A good server: the whole file, or the range that is asked for if the ETag still agrees. */
    static void file(Request request, OutputStream out, byte[] bytes, String tag) throws IOException {
        file(request, out, bytes, tag, bytes.length);
    }

    /** Like a good server, but every answer ends after some bytes at the latest. */
    static void file(Request request, OutputStream out, byte[] bytes, String tag, int maxBytes) throws IOException {
        Matcher range = RANGE.matcher(request.header("range"));
        boolean same = request.header("if-range").isEmpty()
                || request.header("if-range").equals(tag);
        int from = range.matches() && same ? Integer.parseInt(range.group(1)) : 0;
        int to = range.matches() && same && !range.group(2).isEmpty()
                ? Integer.parseInt(range.group(2)) + 1
                : bytes.length;
        if (range.matches() && same && from >= bytes.length) {
            head(out, "416 Range Not Satisfiable", "Content-Length: 0", "Content-Range: bytes */" + bytes.length);
        } else if (range.matches() && same) {
            head(
                    out,
                    "206 Partial Content",
                    "ETag: " + tag,
                    "Content-Length: " + (to - from),
                    "Content-Range: bytes %d-%d/%d".formatted(from, to - 1, bytes.length));
        } else {
            head(out, "200 OK", "ETag: " + tag, "Content-Length: " + bytes.length);
        }
        out.write(bytes, Math.min(from, bytes.length), Math.max(0, Math.min(maxBytes, to - from)));
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
                String line = in.readLine();
                if (line != null) {
                    Map<String, String> headers = new TreeMap<>();
                    for (String h = in.readLine(); h != null && !h.isEmpty(); h = in.readLine()) {
                        int colon = h.indexOf(':');
                        headers.put(
                                h.substring(0, colon).toLowerCase(Locale.ROOT),
                                h.substring(colon + 1).strip());
                    }
                    Request request = new Request(line.split(" ", -1)[1], headers);
                    requests.add(request);
                    reply.writeTo(request, connection.getOutputStream());
                    connection.getOutputStream().flush();
                    Thread.sleep(LINGER_MILLIS); // before the connection is closed
                }
            } catch (IOException disconnected) {
                Thread.onSpinWait(); // the client hung up, or the test is over
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
