package dev.gioconda.bench.hostile;

import dev.gioconda.bench.load.RawConnection;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/**
 * Uploads that arrive at slightly more than the 1 kB/s that a server demands, 24 at a time.
 *
 * @param path of the upload
 * @param headers of the upload, each with its line end
 * @param start first bytes of the body
 * @param chunked whether the body is sent in chunks
 */
record SlowBodies(String path, String headers, String start, boolean chunked) implements Attack {

    private static final int CONNECTIONS = 24;
    private static final int BYTES_PER_SECOND = 1_300;

    /** An upload with a Content-Length. */
    static SlowBodies plain() {
        return new SlowBodies(
                "/v1/classify",
                "Content-Type: image/jpeg\r\nContent-Length: 15000000\r\n",
                "\u00ff\u00d8\u00ff",
                false);
    }

    /** The same by a client that asks before it sends the body, and does not wait for the answer. */
    static SlowBodies expectingContinue() {
        return new SlowBodies(
                "/v1/classify",
                "Content-Type: image/jpeg\r\nExpect: 100-continue\r\nContent-Length: 15000000\r\n",
                "",
                false);
    }

    /** An upload without a length. */
    static SlowBodies inChunks() {
        return new SlowBodies(
                "/v1/images", "Content-Type: image/jpeg\r\nTransfer-Encoding: chunked\r\n", "1\r\n\u00ff\r\n", true);
    }

    /** A form with a file. */
    static SlowBodies form() {
        return new SlowBodies(
                "/v1/style-jobs",
                "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 15000000\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"content\"; filename=\"f\"\r\n\r\n",
                false);
    }

    @Override
    public void run(AttackRun run) throws IOException, InterruptedException {
        String part = "a".repeat(BYTES_PER_SECOND);
        String next = chunked ? "%x\r\n%s\r\n".formatted(BYTES_PER_SECOND, part) : part;
        List<RawConnection> uploads = new ArrayList<>();
        while (!run.over()) {
            while (uploads.size() < CONNECTIONS && !run.over()) {
                RawConnection upload = run.connect();
                upload.send(run.head("POST", path, headers) + start);
                uploads.add(upload);
            }
            for (RawConnection upload : List.copyOf(uploads)) {
                if (!sent(upload, next)) {
                    uploads.remove(upload);
                    run.receive(upload);
                    run.close(upload);
                }
            }
            run.pause(1_000);
        }
    }

    private static boolean sent(RawConnection upload, String text) throws IOException {
        try {
            upload.send(text);
            return true;
        } catch (SocketException closed) { // by the server, which expects a faster client
            return false;
        }
    }
}
