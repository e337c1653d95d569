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
public final class FaultyWire implements Closeable {

    /** What happens to a request. */
    public enum Fault {
        /** Nothing does. */
        NONE,
        /** The connection is reset before the server hears of it. */
        RESET,
        /** The server does it, but nobody hears the answer. */
        LOST_ANSWER,
        /** The answer breaks off in the middle. */
        CUT_ANSWER,
        /** The server does it twice and the first answer gets through. */
        TWICE,
        /** The server does it twice and the second answer gets through. */
        TWICE_SECOND_ANSWER,
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
    private static final byte[] GO_ON = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private final ServerSocket door = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
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
    public FaultyWire(int server, Function<String, Fault> faults) throws IOException {
        this.server = server;
        this.faults = faults;
        threads.execute(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
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
                Thread.sleep(30);
            }
            if (fault == Fault.RESET) {
                return;
            }
            byte[] answer = fault == Fault.ERROR_BEFORE ? ERROR : ask(request);
            if (fault == Fault.TWICE || fault == Fault.TWICE_SECOND_ANSWER) {
                byte[] second = ask(request);
                answer = fault == Fault.TWICE ? answer : second;
            }
            if (fault == Fault.LOST_ANSWER) {
                return;
            }
            OutputStream out = client.getOutputStream();
            byte[] sent = fault == Fault.ERROR_AFTER ? ERROR : answer;
            out.write(sent, 0, fault == Fault.CUT_ANSWER ? sent.length / 2 : sent.length);
            out.flush();
            client.setSoLinger(false, 0); // what was written arrives
        } catch (IOException | InterruptedException over) {
            return;
        }
    }

    private static byte[] read(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int state = 0; state < 4; ) {
            int one = in.read();
            if (one < 0) {
                throw new IOException("no request came");
            }
            head.write(one);
            state = one == "\r\n\r\n".charAt(state) ? state + 1 : one == '\r' ? 1 : 0;
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
                client.getOutputStream().write(GO_ON);
            } else if (!name.startsWith("connection:") && !name.startsWith("keep-alive:")) {
                request.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        request.writeBytes("Connection: close\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(in.readNBytes(length));
        return request.toByteArray();
    }

    private byte[] ask(byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server)) {
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            return socket.getInputStream().readAllBytes();
        }
    }
}
