package dev.gioconda.server.http;

import dev.gioconda.data.reader.DataChoice;
import dev.gioconda.tensor.Precision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the server.
 *
 * @param host address of the public listener, such as {@code 127.0.0.1}
 * @param port of the public listener; 0 for any free port
 * @param operatorPort of the listener for operators; 0 for any free port, -1 for no listener
 * @param operatorHost address of the listener for operators, by default loopback
 * @param workFolder a local folder for checkpoints and the operator's token
 * @param model name of the model whose champion is served
 * @param limits of requests
 * @param disk quotas of stored data
 * @param retrainDefaults settings of retrainings that operators start; null if no training data is configured
 * @param batching batches of classifications
 * @param trustedProxies addresses, or ranges in CIDR notation, of proxies whose {@code X-Forwarded-} headers are trusted
 * @param sites hosts, origins and the path that browsers may use
 * @param publicMetrics whether {@code /metrics} is also served by the public listener
 * @param shutdownTimeout time for running requests to complete when the server stops
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
        Sites sites,
        boolean publicMetrics,
        Duration shutdownTimeout) {

    /** Validates the numbers and the addresses. */
    public ServerSettings {
        trustedProxies = List.copyOf(trustedProxies);
        trustedProxies.forEach(AddressRange::parse);
        atLeast("The limit of a request body in bytes", limits.maxBodyBytes(), 1000);
        atLeast("The limit of an image in pixels", limits.maxPixels(), 10_000);
        atLeast("The number of requests per minute", limits.requestsPerMinute(), 0);
        atLeast("The number of unfinished style jobs", limits.maxJobs(), 1);
        atLeast("The number of unfinished style jobs per client", limits.maxJobsPerClient(), 1);
        atLeast("The side of a stylized image in pixels", limits.maxPaintingSide(), 32);
        atLeast("The retention of style jobs in days", limits.jobRetention().toDays(), 1);
        atLeast("The disk quota of style jobs in bytes", disk.paintings(), 1);
        atLeast("The disk quota of uploads in bytes", disk.uploads(), 1);
        atLeast("The disk quota of feedback images in bytes", disk.feedbackPictures(), 0);
        atLeast("The minimum of free disk space in bytes", disk.minFree(), 0);
        atLeast("The number of faces per batch", batching.maxBatchSize(), 1);
        atLeast("The delay of a batch in milliseconds", batching.maxBatchDelay().toMillis(), 0);
    }

    private static void atLeast(String setting, long value, long minimum) {
        if (value < minimum) {
            throw new IllegalArgumentException("%s is %d; expected %d or more.".formatted(setting, value, minimum));
        }
    }

    /**
     * The names and the path under which browsers may use the server.
     *
     * @param allowedHosts values of {@code Host} without a port; empty for any
     * @param corsOrigins origins, such as {@code https://app.example}, whose pages may use the API
     * @param basePath path below which a proxy serves the site, such as {@code /faces}; empty for none
     */
    public record Sites(List<String> allowedHosts, List<String> corsOrigins, String basePath) {

        /** Any host, no other origin, and no base path. */
        public static final Sites DEFAULT = new Sites(List.of(), List.of(), "");

        private static final Pattern HOST = Pattern.compile("[a-z0-9._-]+|\\[[0-9a-f:.]+\\]");
        private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9._-]+(:\\d{1,5})?");

        /** Validates the names. */
        public Sites {
            allowedHosts = allowedHosts.stream()
                    .map(host -> host.toLowerCase(Locale.ROOT))
                    .toList();
            corsOrigins = List.copyOf(corsOrigins);
            allowedHosts.forEach(host -> require(
                    "The allowed host",
                    host,
                    HOST,
                    "a name or address without scheme and port, such as faces.example"));
            corsOrigins.forEach(
                    origin -> require("The CORS origin", origin, ORIGIN, "an origin such as https://app.example"));
            basePath = BasePath.requireValid(basePath);
        }

        private static void require(String setting, String value, Pattern pattern, String expected) {
            if (!pattern.matcher(value).matches()) {
                throw new IllegalArgumentException("%s is \"%s\"; expected %s.".formatted(setting, value, expected));
            }
        }
    }

    /**
     * The limits of requests.
     *
     * @param maxBodyBytes limit of a body in bytes
     * @param maxPixels limit of an image, width times height
     * @param requestsPerMinute limit per client; 0 for no limit
     * @param maxJobs limit of unfinished style jobs
     * @param maxJobsPerClient limit of unfinished style jobs per client
     * @param maxPaintingSide limit of the long side of a stylized image, in pixels
     * @param jobRetention how long finished style jobs are kept
     * @param maxListenersPerClient limit of open event streams per client
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
     * Quotas of stored data in bytes. Feedback records are never evicted.
     *
     * @param paintings style jobs with their images, in the store; the oldest finished jobs are evicted first, unfinished ones never
     * @param uploads uploaded images for style jobs, in the work folder
     * @param feedbackPictures images stored with feedback by consent, in the store; above the quota feedback is stored without its image
     * @param minFree free space that the disk of the work folder must have to accept a style job
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
     * @param changes overrides of the champion's recipe, such as {@code training.epochs=5}
     * @param holdout name of the frozen hold-out
     */
    public record RetrainDefaults(DataChoice data, List<String> changes, String holdout) {

        /** Copies. */
        public RetrainDefaults {
            changes = List.copyOf(changes);
        }
    }

    /**
     * The batches of classifications.
     *
     * @param maxBatchSize the most faces per batch
     * @param maxBatchDelay how long the first request of a batch waits for others
     * @param maxQueued the most requests in the queue
     * @param maxWait how long a request may wait for a core
     * @param precision of the network's matrix products
     */
    public record Batching(
            int maxBatchSize, Duration maxBatchDelay, int maxQueued, Duration maxWait, Precision precision) {

        /** 16 faces, 2 ms, 256 requests, 10 s, float32. */
        public static final Batching DEFAULT =
                new Batching(16, Duration.ofMillis(2), 256, Duration.ofSeconds(10), Precision.FLOAT32);
    }
}
