package dev.gioconda.bench;

import dev.gioconda.bench.load.HttpLines;
import dev.gioconda.bench.load.Percentiles;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Load generator for classification over HTTP with keep-alive connections. Prints requests per second, median and 99th percentile of
 * latency, and the number of failures. Uses plain sockets, so that clients need little CPU.
 */
public final class HttpLoad {

    private static final double WARM_UP_SECONDS = 5;

    private HttpLoad() {}

    /** Arguments: the address to post to, a folder of JPEG files, the number of clients (16), seconds (20). */
    public static void main(String[] args) throws Exception {
        URI address = URI.create(args[0]);
        List<byte[]> pictures = pictures(Path.of(args[1]));
        int clients = args.length > 2 ? Integer.parseInt(args[2]) : 16;
        double seconds = args.length > 3 ? Double.parseDouble(args[3]) : 20;
        long started = System.nanoTime();
        long measureStart = started + (long) (WARM_UP_SECONDS * 1e9);
        long measureEnd = measureStart + (long) (seconds * 1e9);
        List<LoadClient> all = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            LoadClient client = new LoadClient(address, pictures, i, measureStart, measureEnd);
            client.start();
            all.add(client);
        }
        List<Long> times = new ArrayList<>();
        int failed = 0;
        for (LoadClient client : all) {
            client.join();
            times.addAll(client.times);
            failed += client.failed;
        }
        long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%.1f requests/s, p50 %.1f ms, p99 %.1f ms, %d failed of %d%n",
                sorted.length / seconds,
                Percentiles.millis(sorted, 0.5),
                Percentiles.millis(sorted, 0.99),
                failed,
                failed + sorted.length);
    }

    private static List<byte[]> pictures(Path folder) throws IOException {
        List<byte[]> pictures = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".jpg"))
                    .sorted()
                    .limit(256)
                    .toList()) {
                pictures.add(Files.readAllBytes(file));
            }
        }
        if (pictures.isEmpty()) {
            throw new IOException("There is no .jpg file in %s; name a folder of pictures.".formatted(folder));
        }
        return pictures;
    }

    /** One client. */
    private static final class LoadClient extends Thread {
        private final URI address;
        private final List<byte[]> pictures;
        private final long measureStart;
        private final long measureEnd;
        private final List<Long> times = new ArrayList<>();
        private int next;
        private int failed;

        LoadClient(URI address, List<byte[]> pictures, int first, long measureStart, long measureEnd) {
            this.address = address;
            this.pictures = pictures;
            this.next = first;
            this.measureStart = measureStart;
            this.measureEnd = measureEnd;
        }

        @Override
        public void run() {
            while (System.nanoTime() < measureEnd) {
                try (Socket socket = new Socket(InetAddress.getByName(address.getHost()), address.getPort());
                        InputStream in = new BufferedInputStream(socket.getInputStream())) {
                    socket.setTcpNoDelay(true);
                    boolean open = true;
                    while (open && System.nanoTime() < measureEnd) {
                        open = sendRequest(socket, in);
                    }
                } catch (IOException broken) {
                    failed++;
                }
            }
        }

        /** One request; false when the server closes the connection. */
        private boolean sendRequest(Socket socket, InputStream in) throws IOException {
            byte[] picture = pictures.get(next++ % pictures.size());
            byte[] head = ("POST " + address.getRawPath()
                            + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery())
                            + " HTTP/1.1\r\nHost: " + address.getAuthority()
                            + "\r\nContent-Type: image/jpeg\r\nContent-Length: " + picture.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            byte[] request = Arrays.copyOf(head, head.length + picture.length);
            System.arraycopy(picture, 0, request, head.length, picture.length);
            long sent = System.nanoTime();
            socket.getOutputStream().write(request);
            String status = HttpLines.read(in);
            int length = 0;
            boolean open = true;
            for (String header = HttpLines.read(in); !header.isEmpty(); header = HttpLines.read(in)) {
                String lowerCase = header.toLowerCase(Locale.ROOT);
                if (lowerCase.startsWith("content-length:")) {
                    length = Integer.parseInt(lowerCase.substring(15).trim());
                } else if (lowerCase.startsWith("connection: close")) {
                    open = false;
                }
            }
            in.skipNBytes(length);
            long now = System.nanoTime();
            if (!status.contains(" 200")) {
                failed++;
            } else if (sent >= measureStart && now <= measureEnd) {
                times.add(now - sent);
            }
            return open;
        }
    }
}
