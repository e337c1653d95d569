package dev.gioconda.server.paint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gioconda.server.ServerFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A classification does not wait for a running style job. */
@Tag("integration")
class PaintWorkerYieldTest {

    private static final int REQUESTS = 150;
    private static final List<byte[]> PORTRAITS = ServerFixture.portraits(5);

    @TempDir
    private Path folder;

    @Test
    void requests_stay_fast_during_painting_and_painting_advances() throws Exception {
        try (ServerFixture server = ServerFixture.withDefaultLimits(folder)) {
            measureLatencies(server); // warm-up
            double[] idleLatencies = measureLatencies(server);
            String content = ServerFixture.json(server.post("/v1/images", "image/jpeg", PORTRAITS.get(0)))
                    .get("image")
                    .asText();
            String job = ServerFixture.json(server.post(
                            "/v1/style-jobs",
                            "{\"content\":\"%s\",\"style\":\"gallery:red-dunes\",\"preset\":\"balanced\",\"size\":256,\"iterations\":2000}"
                                    .formatted(content)))
                    .get("id")
                    .asText();
            await().atMost(Duration.ofMinutes(1)).until(() -> doneIterations(server, job) > 0);
            int before = doneIterations(server, job);
            double[] paintingLatencies = measureLatencies(server);
            double[] more = measureLatencies(server);
            int iterationsPainted = doneIterations(server, job) - before;
            System.out.printf(
                    Locale.ROOT,
                    "%d answers alone: p50 %.0f ms, p99 %.0f ms; while painting: p50 %.0f and %.0f ms, p99 %.0f and %.0f ms; %d iterations painted meanwhile%n",
                    REQUESTS,
                    idleLatencies[REQUESTS / 2],
                    idleLatencies[REQUESTS * 99 / 100],
                    paintingLatencies[REQUESTS / 2],
                    more[REQUESTS / 2],
                    paintingLatencies[REQUESTS * 99 / 100],
                    more[REQUESTS * 99 / 100],
                    iterationsPainted);
            assertThat(Math.min(paintingLatencies[REQUESTS / 2], more[REQUESTS / 2]))
                    .as("median latency")
                    .isLessThan(3 * idleLatencies[REQUESTS / 2] + 50);
            assertThat(Math.min(paintingLatencies[REQUESTS * 99 / 100], more[REQUESTS * 99 / 100]))
                    .as("99th percentile")
                    .isLessThan(5 * idleLatencies[REQUESTS * 99 / 100] + 500);
            assertThat(iterationsPainted).as("the job makes progress").isPositive();
        }
    }

    private static int doneIterations(ServerFixture server, String job) {
        return ServerFixture.json(server.get("/v1/style-jobs/" + job))
                .get("done")
                .asInt();
    }

    /** Latencies of classifications, in ascending order. */
    private static double[] measureLatencies(ServerFixture server) {
        double[] millis = new double[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            long start = System.nanoTime();
            assertThat(server.post("/v1/classify", "image/jpeg", PORTRAITS.get(i % PORTRAITS.size()))
                            .statusCode())
                    .isEqualTo(200);
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        return millis;
    }
}
