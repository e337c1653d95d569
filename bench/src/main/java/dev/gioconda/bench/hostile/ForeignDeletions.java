package dev.gioconda.bench.hostile;

import java.io.IOException;

/** Stops, deletions and restorations of style jobs of others, without an owner key and with a guessed one. */
final class ForeignDeletions implements Attack {

    @Override
    public void run(AttackRun run) throws IOException, InterruptedException {
        while (!run.over()) {
            String job = "/v1/style-jobs/" + run.jobs().any(run.random()).orElse("0".repeat(32));
            String key = run.random().nextBoolean()
                    ? "Gioconda-Owner-Key: %016x\r\n"
                            .formatted(run.random().nextLong())
                            .repeat(2)
                    : "";
            run.send("DELETE", job, key, "");
            run.send("DELETE", job + "/image", key, "");
            run.send("POST", job + "/restore", key, "");
            run.pause(100);
        }
    }
}
