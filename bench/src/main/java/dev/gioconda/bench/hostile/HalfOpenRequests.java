package dev.gioconda.bench.hostile;

import java.io.IOException;

/** Connections that send the first letter of a request and nothing else, 500 at a time. */
final class HalfOpenRequests implements Attack {

    private static final int CONNECTIONS = 500;

    @Override
    public void run(AttackRun run) throws IOException, InterruptedException {
        for (int i = 0; i < CONNECTIONS && !run.over(); i++) {
            run.connect().send("G");
            run.pause(1);
        }
        run.awaitEnd();
    }
}
