package dev.gioconda.cli.serve;

import dev.gioconda.cli.command.ExitCode;
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
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gioconda serve}. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts the web page and its API. Nothing else is needed: the embedded models answer until one of the store is promoted.",
            "Every option can be set in the environment too, as GIOCONDA_PORT for --port."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gioconda serve                                  the page at http://127.0.0.1:8080",
            "  gioconda serve --host 0.0.0.0 --store s3://bucket/gioconda",
            "  curl -T face.jpg http://127.0.0.1:8080/v1/classify"
        })
public final class ServeCommand implements Callable<Integer> {

    @Option(
            names = "--host",
            description = "The address to listen at; 0.0.0.0 for all. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_HOST:-127.0.0.1}")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            description = "0 for any that is free. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_PORT:-8080}")
    private int port;

    @Option(
            names = "--operator-host",
            description = "Where operators come in. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_OPERATOR_HOST:-127.0.0.1}")
    private String operatorHost = "127.0.0.1";

    @Option(
            names = "--operator-port",
            description = "0 for any that is free, -1 for none. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_OPERATOR_PORT:-0}")
    private int operatorPort;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(
            names = "--work",
            paramLabel = "FOLDER",
            description =
                    "A local folder for checkpoints, pictures that wait and the operator's token. Default: .gioconda-server in the store's "
                            + "folder, else here.")
    private @Nullable Path work;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Whose champion answers. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_MODEL:-" + LocalModels.EMBEDDED + "}")
    private String model = LocalModels.EMBEDDED;

    @Option(
            names = "--max-bytes",
            description = "The largest picture file. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_MAX_BYTES:-20000000}")
    private int maxBytes;

    @Option(
            names = "--max-pixels",
            description = "The largest picture, width times height. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_MAX_PIXELS:-25000000}")
    private int maxPixels;

    @Option(
            names = "--max-painting",
            paramLabel = "PIXELS",
            description = "The largest painting's long side. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_MAX_PAINTING:-1024}")
    private int maxPainting;

    @Option(
            names = "--requests-per-minute",
            paramLabel = "N",
            description = "Of one address; 0 for any number. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_REQUESTS_PER_MINUTE:-600}")
    private int requestsPerMinute;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Paintings that may wait. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_JOBS:-40}")
    private int maxWaitingJobs;

    @Option(
            names = "--jobs-per-client",
            paramLabel = "N",
            description = "Of one address. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_JOBS_PER_CLIENT:-6}")
    private int maxJobsPerClient;

    @Option(
            names = "--keep-days",
            paramLabel = "DAYS",
            description = "How long paintings are kept. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_KEEP_DAYS:-7}")
    private int keepDays;

    @Mixin
    private DiskQuotaOptions quotas = new DiskQuotaOptions();

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "The most faces that are looked at together. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_BATCH:-16}")
    private int maxBatchSize;

    @Option(
            names = "--patience",
            paramLabel = "MS",
            description = "How long the first face waits for others. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_PATIENCE:-2}")
    private int maxBatchDelayMs;

    @Option(
            names = "--precision",
            paramLabel = "float32|bfloat16|auto",
            description =
                    "Of the network's products. bfloat16 is faster where the processor has it, and moves probabilities by up to half a percent. "
                            + "Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_PRECISION:-float32}")
    private String precision = "float32";

    @Option(
            names = "--trusted-proxy",
            paramLabel = "ADDRESS",
            split = ",",
            description = "Whose X-Forwarded-For is believed. Repeatable.",
            defaultValue = "${env:GIOCONDA_TRUSTED_PROXY}")
    private List<String> trustedProxies = new ArrayList<>();

    @Option(
            names = "--public-metrics",
            description = "Tell /metrics at the people's port too, without a token.",
            defaultValue = "${env:GIOCONDA_PUBLIC_METRICS:-false}")
    private boolean publicMetrics;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            description =
                    "How long the server goes on answering after it was told to stop, while /readyz says that it is not ready. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_DRAIN:-3}")
    private int drainSeconds;

    @Mixin
    private ServerRetrainOptions retrain = new ServerRetrainOptions();

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        threads.apply();
        PrintWriter err = spec.commandLine().getErr();
        try (ObjectStore objectStore = store.open()) {
            GiocondaServer server = GiocondaServer.start(
                    UsageException.asUsageError(this::toSettings),
                    objectStore,
                    store.registry(objectStore),
                    ProgramVersion.text(),
                    Clock.systemUTC());
            CountDownLatch stop = new CountDownLatch(1);
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                stop.countDown();
                awaitQuietly(stopped); // the machine goes when this returns
            }));
            try {
                printAddresses(server, err);
                awaitQuietly(stop);
                err.println("Stopping: what has begun is answered, paintings go on after the next start.");
                err.flush();
                server.markNotReady();
                Thread.sleep(drainSeconds * 1000L);
            } finally {
                server.close();
                stopped.countDown();
            }
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
    }

    private void printAddresses(GiocondaServer server, PrintWriter err) {
        err.printf("Gioconda listens at %s%n", server.address());
        if (server.operator().port() >= 0) {
            err.printf(
                    "Operators come in at http://%s:%d%n",
                    operatorHost, server.operator().port());
            if (!server.operator().newToken().isEmpty()) {
                err.printf(
                        "with this token, which is not shown again: %s%n",
                        server.operator().newToken());
            }
        }
        err.flush();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private ServerSettings toSettings() {
        return new ServerSettings(
                host,
                port,
                operatorHost,
                operatorPort,
                work == null ? store.localFolder().resolve(".gioconda-server") : work,
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
                        Precision.parse(precision)),
                trustedProxies,
                publicMetrics,
                Duration.ofSeconds(20));
    }
}
