package dev.gioconda.store;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Between a client and a server of HTTP: one request a connection, and something may happen to each. */
public final class FaultyProxy implements Closeable {

    /** What happens to a request. */
    public enum Fault {
        /** Nothing does. */
        NONE,
        /** The connection is reset before the server hears of it. */
        RESET,
        /** The server does it, but nobody hears the answer. */
        LOST_RESPONSE,
        /** The answer breaks off in the middle. */
        TRUNCATED_RESPONSE,
        /** The answer breaks off after its first header field. */
        TRUNCATED_HEADER,
        /** The server does it twice and the first answer gets through. */
        DUPLICATED,
        /** The server does it twice and the second answer gets through. */
        DUPLICATED_SECOND_RESPONSE,
        /** It takes a while. */
        DELAY,
        /** Somebody in between says 500 instead of passing it on. */
        ERROR_BEFORE,
        /** The server does it, and says 500. */
        ERROR_AFTER
    }

    private static final byte[] ERROR =
            "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private final ServerSocket listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "faulty wire");
        thread.setDaemon(true);
        return thread;
    });
    private final int server;
    private final Function<String, Fault> faults;

    /**
     * Opens.
     *
     * @param server the port to pass requests on to
     * @param faults what happens to a request of this first line
     */
    public FaultyProxy(int server, Function<String, Fault> faults) throws IOException {
        this.server = server;
        this.faults = faults;
        threads.execute(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoLinger(true, 0); // closing without an answer is then a reset
            byte[] request = read(client);
            Fault fault =
                    faults.apply(new String(request, 0, Math.min(300, request.length), StandardCharsets.ISO_8859_1)
                            .lines()
                            .findFirst()
                            .orElse(""));
            if (fault == Fault.DELAY) {
                Thread.sleep(30); // the fault is the delay
            }
            if (fault == Fault.RESET) {
                return;
            }
            byte[] response = fault == Fault.ERROR_BEFORE ? ERROR : forward(request);
            if (fault == Fault.DUPLICATED || fault == Fault.DUPLICATED_SECOND_RESPONSE) {
                byte[] second = forward(request);
                response = fault == Fault.DUPLICATED ? response : second;
            }
            if (fault == Fault.LOST_RESPONSE) {
                return;
            }
            OutputStream out = client.getOutputStream();
            byte[] sent = fault == Fault.ERROR_AFTER ? ERROR : response;
            out.write(sent, 0, sentLength(sent, fault));
            out.flush();
            client.setSoLinger(false, 0); // what was written arrives
        } catch (IOException | InterruptedException closing) {
            return;
        }
    }

    private static int sentLength(byte[] response, Fault fault) {
        return switch (fault) {
            case TRUNCATED_RESPONSE -> response.length / 2;
            case TRUNCATED_HEADER -> {
                String text = new String(response, StandardCharsets.ISO_8859_1);
                yield text.indexOf("\r\n", text.indexOf("\r\n") + 2) + 2;
            }
            default -> response.length;
        };
    }

    private static byte[] read(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int state = 0; state < 4; ) {
            int nextByte = in.read();
            if (nextByte < 0) {
                throw new IOException("no request came");
            }
            head.write(nextByte);
            state = nextByte == "\r\n\r\n".charAt(state) ? state + 1 : nextByte == '\r' ? 1 : 0;
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        int length = 0;
        for (String line :
                head.toString(StandardCharsets.ISO_8859_1).trim().lines().toList()) {
            String name = line.toLowerCase(Locale.ROOT);
            if (name.startsWith("content-length:")) {
                length = Integer.parseInt(name.substring(15).trim());
            }
            if (name.startsWith("expect:")) {
                client.getOutputStream().write(CONTINUE);
            } else if (!name.startsWith("connection:") && !name.startsWith("keep-alive:")) {
                request.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        request.writeBytes("Connection: close\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(in.readNBytes(length));
        return request.toByteArray();
    }

    private byte[] forward(byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server)) {
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            return socket.getInputStream().readAllBytes();
        }
    }
}
