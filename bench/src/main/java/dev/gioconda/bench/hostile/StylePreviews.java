package dev.gioconda.bench.hostile;

import dev.gioconda.bench.load.RawConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Style images, lists and pages, eight at a time. */
final class StylePreviews implements Attack {

    private static final int CONNECTIONS = 8;
    private static final List<String> PATHS = List.of(
            "/v1/styles/confetti-points.png",
            "/v1/styles/red-dunes.png",
            "/v1/styles",
            "/v1/fast-styles",
            "/v1/models",
            "/v1/models/smile/history",
            "/openapi.yaml",
            "/");

    @Override
    public void run(AttackRun run) throws IOException, InterruptedException {
        while (!run.over()) {
            List<RawConnection> round = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS && !run.over(); i++) {
                RawConnection connection = run.connect();
                connection.send(
                        run.head("GET", PATHS.get(run.random().nextInt(PATHS.size())), "Connection: close\r\n"));
                round.add(connection);
            }
            for (RawConnection connection : round) {
                run.receive(connection);
                run.close(connection);
            }
            run.pause(50);
        }
    }
}
