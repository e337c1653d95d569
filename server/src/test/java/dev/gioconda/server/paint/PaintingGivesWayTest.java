package dev.gioconda.server.paint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.server.RunningServer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who asks for an answer does not wait for a painting to end. */
class PaintingGivesWayTest {

    private static final int REQUESTS = 150;
    private static final List<byte[]> PORTRAITS = RunningServer.portraits(5);

    @TempDir
    private Path folder;

    @Test
    void answers_come_about_as_soon_while_something_is_painted_and_the_painting_goes_on() throws Exception {
        try (RunningServer server = RunningServer.in(folder)) {
            millis(server); // warm
            double[] alone = millis(server);
            String content = RunningServer.json(server.post("/v1/images", "image/jpeg", PORTRAITS.get(0)))
                    .get("image")
                    .asText();
            String job = RunningServer.json(server.post(
                            "/v1/style-jobs",
                            "{\"content\":\"%s\",\"style\":\"gallery:red-dunes\",\"preset\":\"balanced\",\"size\":256,\"iterations\":2000}"
                                    .formatted(content)))
                    .get("id")
                    .asText();
            while (done(server, job) == 0) {
                Thread.sleep(50);
            }
            int before = done(server, job);
            double[] painting = millis(server);
            double[] more = millis(server);
            int painted = done(server, job) - before;
            System.out.printf(
                    Locale.ROOT,
                    "%d answers alone: p50 %.0f ms, p99 %.0f ms; while painting: p50 %.0f and %.0f ms, p99 %.0f and %.0f ms; %d iterations painted meanwhile%n",
                    REQUESTS,
                    alone[REQUESTS / 2],
                    alone[REQUESTS * 99 / 100],
                    painting[REQUESTS / 2],
                    more[REQUESTS / 2],
                    painting[REQUESTS * 99 / 100],
                    more[REQUESTS * 99 / 100],
                    painted);
            assertThat(Math.min(painting[REQUESTS / 2], more[REQUESTS / 2]))
                    .as("the usual answer")
                    .isLessThan(3 * alone[REQUESTS / 2] + 50);
            assertThat(Math.min(painting[REQUESTS * 99 / 100], more[REQUESTS * 99 / 100]))
                    .as("the slowest of a hundred")
                    .isLessThan(5 * alone[REQUESTS * 99 / 100] + 500);
            assertThat(painted).as("it is not stopped either").isPositive();
        }
    }

    private static int done(RunningServer server, String job) {
        return RunningServer.json(server.get("/v1/style-jobs/" + job))
                .get("done")
                .asInt();
    }

    /** How long answers took, in ascending order. */
    private static double[] millis(RunningServer server) {
        double[] millis = new double[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            long begun = System.nanoTime();
            assertThat(server.post("/v1/classify", "image/jpeg", PORTRAITS.get(i % PORTRAITS.size()))
                            .statusCode())
                    .isEqualTo(200);
            millis[i] = (System.nanoTime() - begun) / 1e6;
        }
        Arrays.sort(millis);
        return millis;
    }
}
