package dev.gioconda.bench.hostile;

import java.io.IOException;

/** Two lines X-Forwarded-For in each request, of which the first one names another client every time. */
final class ForwardedLines implements Attack {

    @Override
    public void run(AttackRun run) throws IOException, InterruptedException {
        while (!run.over()) {
            String forged = "X-Forwarded-For: 10.%d.%d.%d\r\nX-Forwarded-For: 203.0.113.99\r\n"
                    .formatted(
                            run.random().nextInt(256),
                            run.random().nextInt(256),
                            run.random().nextInt(256));
            run.send("DELETE", "/v1/feedback/x", forged, "");
            run.pause(10);
        }
    }
}
