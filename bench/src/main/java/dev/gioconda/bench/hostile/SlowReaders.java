package dev.gioconda.bench.hostile;

import dev.gioconda.bench.load.RawConnection;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Clients with a small receive window that read 1.5 kB/s, 24 at a time.
 *
 * @param resource chooses what is read, for each connection
 */
record SlowReaders(Function<AttackRun, String> resource) implements Attack {

    private static final int CONNECTIONS = 24;
    private static final int BYTES_PER_SECOND = 1_500;
    private static final String STYLE = "/v1/styles/confetti-points.png";

    /** A style image, which is the same for everyone. */
    static SlowReaders ofStyle() {
        return new SlowReaders(run -> STYLE);
    }

    /** Content images of style jobs, as long as a job is known. */
    static SlowReaders ofContentImages() {
        return new SlowReaders(run -> run.jobs()
                .any(run.random())
                .map(id -> "/v1/style-jobs/" + id + "/content")
                .orElse(STYLE));
    }

    @Override
    public void run(AttackRun run) throws IOException, InterruptedException {
        List<RawConnection> readers = new ArrayList<>();
        while (!run.over()) {
            while (readers.size() < CONNECTIONS && !run.over()) {
                RawConnection reader = run.connectWithSmallWindow();
                reader.send(run.head("GET", resource.apply(run), ""));
                readers.add(reader);
            }
            for (RawConnection reader : List.copyOf(readers)) {
                if (ended(reader)) {
                    readers.remove(reader);
                    run.close(reader);
                    run.countBroken();
                }
            }
            run.pause(1_000);
        }
    }

    private static boolean ended(RawConnection reader) throws IOException {
        try {
            return reader.readSome(BYTES_PER_SECOND) < 0;
        } catch (SocketException closed) { // by the server, which expects a faster client
            return true;
        }
    }
}
