package dev.gioconda.bench.hostile;

import java.io.IOException;

/** A kind of hostile requests. */
@FunctionalInterface
public interface Attack {

    /**
     * Sends requests until the run is over, or until the server closes a connection that the attack needs.
     *
     * @throws IOException if the server closes or refuses connections
     */
    void run(AttackRun run) throws IOException, InterruptedException;
}
