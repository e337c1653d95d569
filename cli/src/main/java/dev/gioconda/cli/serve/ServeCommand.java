package dev.gioconda.cli.serve;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.ProgramVersion;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.cli.command.ThreadOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.model.LocalModels;
import dev.gioconda.server.GiocondaServer;
import dev.gioconda.server.http.ServerSettings;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.tensor.Precision;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gioconda serve}. */
@Command(
        name = "serve",
        description = {
            "Starts the web server with its pages and HTTP API. It needs no preparation: the embedded models are served until a version in the store is promoted.",
            "Options can be set by environment variables too, such as GIOCONDA_PORT for --port."
        },
        footer = {
            "  gioconda serve                                  the pages at http://127.0.0.1:8080",
            "  gioconda serve --host 0.0.0.0 --store s3://bucket/gioconda",
            "  curl -T face.jpg http://127.0.0.1:8080/v1/classify"
        })
public final class ServeCommand extends GiocondaCommand {

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "The address to listen on; 0.0.0.0 for all interfaces. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_HOST:-127.0.0.1}")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port to listen on; 0 for a free one. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_PORT:-8080}")
    private int port;

    @Option(
            names = "--operator-host",
            paramLabel = "ADDRESS",
            description = "The address of the operator pages. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_OPERATOR_HOST:-127.0.0.1}")
    private String operatorHost = "127.0.0.1";

    @Option(
            names = "--operator-port",
            paramLabel = "PORT",
            description =
                    "The port of the operator pages; 0 for a free one, -1 for no operator pages. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_OPERATOR_PORT:-0}")
    private int operatorPort;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Mixin
    private WorkFolderOptions work = new WorkFolderOptions();

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "The model whose champion is served. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_MODEL:-" + LocalModels.EMBEDDED + "}")
    private String model = LocalModels.EMBEDDED;

    @Option(
            names = "--max-bytes",
            paramLabel = "BYTES",
            description = "Maximum size of an uploaded image file. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_MAX_BYTES:-20000000}")
    private int maxBytes;

    @Option(
            names = "--max-pixels",
            paramLabel = "PIXELS",
            description = "Maximum size of an uploaded image, width times height. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_MAX_PIXELS:-25000000}")
    private int maxPixels;

    @Option(
            names = "--max-painting",
            paramLabel = "PIXELS",
            description = "Maximum long side of a stylized image. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_MAX_PAINTING:-1024}")
    private int maxPainting;

    @Option(
            names = "--requests-per-minute",
            paramLabel = "N",
            description = "Rate limit per client address; 0 for none. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_REQUESTS_PER_MINUTE:-600}")
    private int requestsPerMinute;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Maximum number of queued style jobs. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_JOBS:-40}")
    private int maxWaitingJobs;

    @Option(
            names = "--jobs-per-client",
            paramLabel = "N",
            description = "Maximum number of queued style jobs per client address. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_JOBS_PER_CLIENT:-6}")
    private int maxJobsPerClient;

    @Option(
            names = "--keep-days",
            paramLabel = "DAYS",
            description = "Days after which stylized images are deleted. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_KEEP_DAYS:-7}")
    private int keepDays;

    @Mixin
    private DiskQuotaOptions quotas = new DiskQuotaOptions();

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Maximum number of faces per batch. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_BATCH:-16}")
    private int maxBatchSize;

    @Option(
            names = "--patience",
            paramLabel = "MS",
            description = "Maximum time that the first face of a batch waits for others. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_PATIENCE:-2}")
    private int maxBatchDelayMs;

    @Option(
            names = "--precision",
            paramLabel = "float32|bfloat16|auto",
            description =
                    "Precision of matrix products and convolutions. bfloat16 is faster on processors that support it, and changes probabilities by up to 0.005. "
                            + "Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_PRECISION:-float32}")
    private String precision = "float32";

    @Option(
            names = "--trusted-proxy",
            paramLabel = "ADDRESS",
            split = ",",
            description =
                    "Addresses of proxies whose headers X-Forwarded-For, -Host, -Proto and -Prefix are trusted. Repeatable. Default: none.",
            defaultValue = "${env:GIOCONDA_TRUSTED_PROXY}")
    private List<String> trustedProxies = new ArrayList<>();

    @Mixin
    private SiteOptions sites = new SiteOptions();

    @Option(
            names = "--public-metrics",
            description = "Serve /metrics on the public port too, without a token.",
            defaultValue = "${env:GIOCONDA_PUBLIC_METRICS:-false}")
    private boolean publicMetrics;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            description =
                    "Time between SIGTERM and shutdown, in which requests are served and /readyz reports that the server is not ready. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_DRAIN:-3}")
    private int drainSeconds;

    @Mixin
    private ServerRetrainOptions retrain = new ServerRetrainOptions();

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Override
    protected int run() throws IOException {
        threads.apply();
        return store.use(this::serve);
    }

    /** Serves until the process is told to stop, then drains. */
    private int serve(ObjectStore objectStore) throws IOException {
        ServerSettings settings = UsageException.asUsageError(this::toSettings);
        ListenAddress.requireFree(
                new ListenAddress(host, port, "--host", "--port"),
                new ListenAddress(operatorHost, operatorPort, "--operator-host", "--operator-port"));
        GiocondaServer server = GiocondaServer.start(
                settings, objectStore, store.registry(objectStore), ProgramVersion.text(), Clock.systemUTC());
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            awaitQuietly(stopped); // the JVM ends when this returns
        }));
        try {
            try {
                printAddresses(server);
                drawStyleImages(server);
                awaitQuietly(stop);
                err().println("Stopping: running requests are completed, style jobs resume after the next start.");
                err().flush();
                server.markNotReady();
                Thread.sleep(drainSeconds * 1000L);
            } finally {
                server.close();
                stopped.countDown();
            }
            return ExitCode.OK;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
    }

    /** In the background, so that they do not delay the start. */
    private static void drawStyleImages(GiocondaServer server) {
        Thread drawing = new Thread(server::drawStyleImages, "style-images");
        drawing.setDaemon(true);
        drawing.start();
    }

    private void printAddresses(GiocondaServer server) {
        int operator = server.operator().port();
        String operatorAddress = operator < 0 ? "" : "http://%s:%d".formatted(operatorHost, operator);
        String token = operator < 0 ? "" : server.operator().newToken();
        if (json()) {
            Map<String, String> line = new LinkedHashMap<>();
            line.put("address", server.address());
            line.put("operator", operatorAddress);
            line.put("token", token);
            print(line, server.address());
            return;
        }
        err().printf("Gioconda listens on %s%n", server.address());
        if (operator >= 0) {
            err().printf("Operator pages: %s%n", operatorAddress);
        }
        err().flush();
        if (!token.isEmpty()) {
            printError("Operator token, which is not shown again: " + token);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Precision parsePrecision(String typed) {
        try {
            return Precision.parse(typed);
        } catch (IllegalArgumentException unknown) {
            throw new UsageException("--precision is %s; expected float32, bfloat16 or auto.".formatted(typed));
        }
    }

    private ServerSettings toSettings() {
        return new ServerSettings(
                host,
                port,
                operatorHost,
                operatorPort,
                work.folder(store),
                model,
                new ServerSettings.ServiceLimits(
                        maxBytes,
                        maxPixels,
                        requestsPerMinute,
                        maxWaitingJobs,
                        maxJobsPerClient,
                        maxPainting,
                        Duration.ofDays(keepDays),
                        ServerSettings.ServiceLimits.DEFAULT.maxListenersPerClient()),
                quotas.toSettings(),
                retrain.toSettings(),
                new ServerSettings.Batching(
                        maxBatchSize,
                        Duration.ofMillis(maxBatchDelayMs),
                        ServerSettings.Batching.DEFAULT.maxQueued(),
                        ServerSettings.Batching.DEFAULT.maxWait(),
                        parsePrecision(precision)),
                trustedProxies,
                sites.toSettings(),
                publicMetrics,
                Duration.ofSeconds(20));
    }
}
