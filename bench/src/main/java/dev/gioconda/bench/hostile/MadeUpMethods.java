package dev.gioconda.bench.hostile;

import dev.gioconda.bench.load.RawConnection;
import java.io.IOException;

/**
 * Methods that nobody has defined, each another one, over one connection: a server that labels metrics with them needs more and more
 * memory.
 */
final class MadeUpMethods implements Attack {

    @Override
    public void run(AttackRun run) throws IOException, InterruptedException {
        RawConnection connection = run.connect();
        int first = run.random().nextInt(1 << 30);
        for (int i = 0; !run.over(); i++) {
            connection.send(run.head("M%dX".formatted(first + i), "/healthz", ""));
            if (run.receive(connection).isEmpty()) {
                run.close(connection);
                connection = run.connect();
            }
            run.pause(2);
        }
    }
}
