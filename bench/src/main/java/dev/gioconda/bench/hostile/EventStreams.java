package dev.gioconda.bench.hostile;

import dev.gioconda.bench.load.RawConnection;
import java.io.IOException;
import java.util.Optional;

/**
 * Event streams of a style job that are opened and never read.
 *
 * @param connections streams at a time; a server allows 8 for an address
 * @param orders creates a job if none is known
 */
record EventStreams(int connections, JobOrders orders) implements Attack {

    @Override
    public void run(AttackRun run) throws IOException, InterruptedException {
        Optional<String> job = run.jobs().any(run.random());
        if (job.isEmpty()) {
            job = orders.order(run);
        }
        String path = "/v1/style-jobs/" + job.orElse("0".repeat(32)) + "/events";
        for (int i = 0; i < connections && !run.over(); i++) {
            RawConnection stream = run.connectWithSmallWindow();
            stream.send(run.head("GET", path, "Accept: text/event-stream\r\n"));
        }
        run.awaitEnd();
    }
}
