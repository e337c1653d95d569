package dev.gioconda.bench.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A connection from a chosen source address that sends any bytes; {@code java.net.http} sends valid requests only. */
public final class RawConnection implements AutoCloseable {

    private static final int CONNECT_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Connects from a source address, with the system's receive buffer. */
    public static RawConnection open(InetAddress source, InetSocketAddress target, int timeoutMillis)
            throws IOException {
        return open(source, target, timeoutMillis, 0);
    }

    /**
     * Connects from a source address.
     *
     * @param timeoutMillis longest pause between two bytes of a response
     * @param receiveBytes size of the receive buffer, for clients that read slowly; 0 for the system's
     */
    public static RawConnection open(InetAddress source, InetSocketAddress target, int timeoutMillis, int receiveBytes)
            throws IOException {
        Socket socket = new Socket();
        try {
            if (receiveBytes > 0) {
                socket.setReceiveBufferSize(receiveBytes); // before connecting, because it limits the window
            }
            socket.bind(new InetSocketAddress(source, 0));
            socket.connect(target, CONNECT_MILLIS);
            socket.setSoTimeout(timeoutMillis);
            socket.setTcpNoDelay(true);
            return new RawConnection(socket);
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /** Sends bytes. */
    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Sends text, one byte for each character (ISO 8859-1). */
    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads the status line of a response; interim responses (100 Continue) are skipped. */
    private int readStatus() throws IOException {
        int status = parseStatus(HttpLines.read(in));
        while (status == 100) {
            readHeaders();
            status = parseStatus(HttpLines.read(in));
        }
        return status;
    }

    /** Reads a response to its end. */
    public RawResponse readResponse() throws IOException {
        int status = readStatus();
        Map<String, String> headers = readHeaders();
        boolean empty = status == 204 || status == 304;
        return new RawResponse(status, empty ? new byte[0] : readBody(headers));
    }

    /**
     * Reads at most this number of bytes, past those of a response that were read ahead.
     *
     * @return their number; 0 if none arrive within a millisecond, -1 at the end of the stream
     */
    public int readSome(int count) throws IOException {
        int before = socket.getSoTimeout();
        socket.setSoTimeout(1);
        try {
            return socket.getInputStream().read(new byte[count]);
        } catch (SocketTimeoutException nothing) {
            return 0;
        } finally {
            socket.setSoTimeout(before);
        }
    }

    /** Whether a byte of a response arrives within some milliseconds. */
    public boolean readable(int millis) throws IOException {
        int before = socket.getSoTimeout();
        socket.setSoTimeout(millis);
        in.mark(1);
        try {
            int next = in.read();
            in.reset();
            return next >= 0;
        } catch (SocketTimeoutException nothing) {
            return false;
        } finally {
            socket.setSoTimeout(before);
        }
    }

    private byte[] readBody(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return readChunks();
        }
        String contentLength = headers.get("content-length");
        if (contentLength == null) {
            return in.readAllBytes();
        }
        int length = parseNumber(contentLength, 10);
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException(
                    "The server closed the connection after %,d of %,d bytes.".formatted(body.length, length));
        }
        return body;
    }

    private byte[] readChunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = readChunkSize(); size > 0; size = readChunkSize()) {
            body.write(in.readNBytes(size));
            HttpLines.read(in);
        }
        readHeaders(); // trailers
        return body.toByteArray();
    }

    private int readChunkSize() throws IOException {
        return parseNumber(HttpLines.read(in).replaceFirst(";.*", "").trim(), 16);
    }

    private static int parseNumber(String text, int radix) throws IOException {
        try {
            return Integer.parseInt("0" + text, radix);
        } catch (NumberFormatException invalid) {
            throw new IOException("The response has the length \"%s\"; expected a number.".formatted(text), invalid);
        }
    }

    private Map<String, String> readHeaders() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = HttpLines.read(in); !line.isEmpty(); line = HttpLines.read(in)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).trim());
            }
        }
        return headers;
    }

    private static int parseStatus(String line) throws IOException {
        if (!line.matches("HTTP/1\\.[01] \\d{3}.*")) {
            throw new IOException("The response begins with \"%s\"; expected a status line.".formatted(line));
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
