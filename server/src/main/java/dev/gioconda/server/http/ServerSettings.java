package dev.gioconda.server.http;

import dev.gioconda.data.reader.DataChoice;
import dev.gioconda.tensor.Precision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the server is set up.
 *
 * @param host to listen at, such as {@code 127.0.0.1}
 * @param port 0 for any that is free
 * @param operatorPort of the operators' pages, on loopback alone unless {@code operatorHost} says otherwise; 0 for any, -1 for none
 * @param operatorHost to listen at for operators
 * @param workFolder a local folder for checkpoints and the operator's token
 * @param model the name whose champion answers
 * @param limits of requests
 * @param disk how much of what is kept
 * @param retrainDefaults what the operator's page retrains with; null where it cannot
 * @param batching of classifications
 * @param trustedProxies addresses whose {@code X-Forwarded-For} is believed
 * @param publicMetrics whether {@code /metrics} is told to people too, not to operators alone
 * @param shutdownTimeout how long requests may still run when the server stops
 */
public record ServerSettings(
        String host,
        int port,
        String operatorHost,
        int operatorPort,
        Path workFolder,
        String model,
        ServiceLimits limits,
        DiskQuotas disk,
        @Nullable RetrainDefaults retrainDefaults,
        Batching batching,
        List<String> trustedProxies,
        boolean publicMetrics,
        Duration shutdownTimeout) {

    /** Checks and copies. */
    public ServerSettings {
        trustedProxies = List.copyOf(trustedProxies);
        atLeast("--max-bytes", limits.maxBodyBytes(), 1000);
        atLeast("--max-pixels", limits.maxPixels(), 10_000);
        atLeast("--requests-per-minute", limits.requestsPerMinute(), 0);
        atLeast("--jobs", limits.maxJobs(), 1);
        atLeast("--jobs-per-client", limits.maxJobsPerClient(), 1);
        atLeast("--max-painting", limits.maxPaintingSide(), 32);
        atLeast("--keep-days", limits.jobRetention().toDays(), 1);
        atLeast("--disk-paintings", disk.paintings(), 1);
        atLeast("--disk-uploads", disk.uploads(), 1);
        atLeast("--disk-kept", disk.feedbackPictures(), 0);
        atLeast("--disk-free", disk.minFree(), 0);
        atLeast("--batch", batching.maxBatchSize(), 1);
        atLeast("--patience", batching.maxBatchDelay().toMillis(), 0);
    }

    private static void atLeast(String option, long value, long minimum) {
        if (value < minimum) {
            throw new IllegalArgumentException("%s is %d; expected %d or more.".formatted(option, value, minimum));
        }
    }

    /**
     * The limits of requests.
     *
     * @param maxBodyBytes the largest body
     * @param maxPixels the largest picture, width times height
     * @param requestsPerMinute of one client; 0 for any number
     * @param maxJobs the most paintings that wait or are painted
     * @param maxJobsPerClient the most of one client
     * @param maxPaintingSide the largest painting, in pixels
     * @param jobRetention how long paintings are kept
     * @param maxListenersPerClient the most open event streams of one client
     */
    public record ServiceLimits(
            int maxBodyBytes,
            int maxPixels,
            int requestsPerMinute,
            int maxJobs,
            int maxJobsPerClient,
            int maxPaintingSide,
            Duration jobRetention,
            int maxListenersPerClient) {

        /** 20 MB, 25 megapixels, 600 requests a minute, 40 jobs, 6 of one client, 1,024 pixels, 7 days, 8 streams. */
        public static final ServiceLimits DEFAULT =
                new ServiceLimits(20_000_000, 25_000_000, 600, 40, 6, 1024, Duration.ofDays(7), 8);
    }

    /**
     * How much of what is kept, in bytes. What people said is never removed for want of room.
     *
     * @param paintings orders with their pictures, in the store: the oldest that are over go first, and none that is not over
     * @param uploads pictures that wait to be ordered, in the work folder
     * @param feedbackPictures pictures that people agreed to have kept, in the store: when there is no more room, their words are taken without them
     * @param minFree what must be free in the work folder for another painting to be begun
     */
    public record DiskQuotas(long paintings, long uploads, long feedbackPictures, long minFree) {

        /** 4 GB, 1 GB, 10 GB, 500 MB. */
        public static final DiskQuotas DEFAULT =
                new DiskQuotas(4_000_000_000L, 1_000_000_000L, 10_000_000_000L, 500_000_000L);
    }

    /**
     * The settings of a retraining that an operator starts.
     *
     * @param data the base data; its test part is the hold-out
     * @param changes of the champion's recipe, such as {@code training.epochs=5}
     * @param holdout what the frozen hold-out is called
     */
    public record RetrainDefaults(DataChoice data, List<String> changes, String holdout) {

        /** Copies. */
        public RetrainDefaults {
            changes = List.copyOf(changes);
        }
    }

    /**
     * How classifications are gathered.
     *
     * @param maxBatchSize the most faces at once
     * @param maxBatchDelay how long the first waits for others
     * @param maxQueued the most requests that wait
     * @param maxWait how long a request may wait for a core
     * @param precision of the network's products
     */
    public record Batching(
            int maxBatchSize, Duration maxBatchDelay, int maxQueued, Duration maxWait, Precision precision) {

        /** 16 faces, 2 ms, 256 requests, 10 s, float32. */
        public static final Batching DEFAULT =
                new Batching(16, Duration.ofMillis(2), 256, Duration.ofSeconds(10), Precision.FLOAT32);
    }
}
