package dev.gioconda.server;

import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.feedback.FeedbackRemoval;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.inference.Batcher;
import dev.gioconda.inference.ClassifyService;
import dev.gioconda.inference.ComputeScheduler;
import dev.gioconda.inference.ServedModel;
import dev.gioconda.jobs.JobLimits;
import dev.gioconda.jobs.JobService;
import dev.gioconda.preference.TunedPresets;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.server.classify.ChampionWatcher;
import dev.gioconda.server.classify.ClassifyRoutes;
import dev.gioconda.server.classify.InferenceProtocol;
import dev.gioconda.server.classify.RecentAnswers;
import dev.gioconda.server.feedback.FeedbackRoutes;
import dev.gioconda.server.http.AccessLog;
import dev.gioconda.server.http.Clients;
import dev.gioconda.server.http.HealthRoutes;
import dev.gioconda.server.http.JettyConfig;
import dev.gioconda.server.http.Metrics;
import dev.gioconda.server.http.OpenApi;
import dev.gioconda.server.http.ProblemHandlers;
import dev.gioconda.server.http.RateLimiter;
import dev.gioconda.server.http.ServerSettings;
import dev.gioconda.server.instant.FastStyleRoutes;
import dev.gioconda.server.instant.FastStyles;
import dev.gioconda.server.operator.ModelRoutes;
import dev.gioconda.server.operator.OperatorServer;
import dev.gioconda.server.operator.RetrainService;
import dev.gioconda.server.paint.ImageQuota;
import dev.gioconda.server.paint.JobEventStreams;
import dev.gioconda.server.paint.StyleGallery;
import dev.gioconda.server.paint.StyleRoutes;
import dev.gioconda.server.paint.TunedPresetCache;
import dev.gioconda.server.paint.Uploads;
import dev.gioconda.store.ObjectStore;
import io.javalin.Javalin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.global.torch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server: starts with a store and nothing else, and stops without losing what it has accepted. One per process is meant; several
 * may share a store: each painting is painted at one of them.
 */
public final class GiocondaServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GiocondaServer.class);

    private final ServerSettings settings;
    private final ChampionWatcher models;
    private final ClassifyService classifyService;
    private final JobService jobs;
    private final FastStyles fastStyles;
    private final JobEventStreams eventStreams;
    private final Javalin publicApp;
    private final RetrainService retraining;
    private final OperatorServer operator;
    private final ScheduledExecutorService housekeeping = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "housekeeping");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean ready;

    private GiocondaServer(
            ServerSettings settings, ObjectStore store, ModelRegistry registry, String program, Clock clock)
            throws IOException {
        this.settings = settings;
        Files.createDirectories(settings.workFolder());
        if (Files.getFileStore(settings.workFolder()).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(settings.workFolder(), PosixFilePermissions.fromString("rwx------"));
        }
        ServerSettings.ServiceLimits limits = settings.limits();
        ServerSettings.Batching batching = settings.batching();
        SafeImageDecoder decoder = new SafeImageDecoder(new SafeImageDecoder.DecodeLimits(
                limits.maxBodyBytes(), limits.maxPixels(), SafeImageDecoder.DecodeLimits.DEFAULT.maxSide()));
        int threads = torch.get_num_threads();
        ComputeScheduler scheduler = new ComputeScheduler(threads, batching.maxWait());
        this.models = new ChampionWatcher(
                registry,
                settings.model(),
                new ServedModel.LoadOptions(threads, batching.precision(), batching.maxBatchSize()));
        this.classifyService = new ClassifyService(
                decoder,
                models.initialModel(),
                new Batcher.BatchLimits(
                        batching.maxBatchSize(), batching.maxBatchDelay(), batching.maxQueued(), threads),
                scheduler);
        this.jobs = new JobService(
                store,
                settings.workFolder().resolve("checkpoints"),
                program,
                threads,
                scheduler::yieldToRequests,
                new JobLimits(
                        limits.maxJobs(),
                        limits.maxJobsPerClient(),
                        limits.jobRetention(),
                        settings.disk().paintings(),
                        settings.disk().minFree()),
                clock);
        FeedbackLog log = new FeedbackLog(store, clock);
        ImageQuota quota = new ImageQuota(log.store(), settings.disk().feedbackPictures());
        Uploads uploads = new Uploads(
                settings.workFolder().resolve("uploads"),
                decoder,
                scheduler,
                2 * limits.maxPaintingSide(),
                settings.disk().uploads(),
                clock);
        Clients clients = new Clients(settings.trustedProxies(), settings.workFolder());
        RateLimiter rateLimiter = new RateLimiter(clients, limits.requestsPerMinute());
        Metrics metrics = new Metrics();
        metrics.bindGauges(classifyService, jobs);
        RecentAnswers recent = new RecentAnswers(clock);
        ClassifyRoutes classifyRoutes = new ClassifyRoutes(classifyService, recent, rateLimiter, metrics);
        StyleRoutes styleRoutes = new StyleRoutes(
                jobs,
                uploads,
                new StyleGallery(),
                new TunedPresetCache(new TunedPresets(store, clock), scheduler),
                rateLimiter,
                clients,
                limits);
        this.fastStyles = new FastStyles(decoder, scheduler, limits.maxPaintingSide());
        FastStyleRoutes fastStyleRoutes = new FastStyleRoutes(fastStyles, rateLimiter);
        this.eventStreams = new JobEventStreams(jobs, styleRoutes, clients, limits.maxListenersPerClient());
        ModelRoutes modelRoutes = new ModelRoutes(models, classifyService);
        this.publicApp = Javalin.create(config -> {
            JettyConfig.configure(config, settings.host(), settings.port(), limits, settings.shutdownTimeout());
            config.routes.before(RateLimiter::securityHeaders);
            config.routes.before(RateLimiter::requireSameOrigin);
            metrics.install(config.routes);
            if (settings.publicMetrics()) {
                metrics.installEndpoint(config.routes);
            }
            ProblemHandlers.install(config.routes);
            new HealthRoutes(() -> ready).install(config.routes);
            classifyRoutes.install(config.routes);
            styleRoutes.install(config.routes);
            eventStreams.install(config.routes);
            fastStyleRoutes.install(config.routes);
            new FeedbackRoutes(log, quota, classifyRoutes.recent(), jobs, rateLimiter, clients).install(config.routes);
            modelRoutes.install(config.routes);
            new InferenceProtocol(classifyService, rateLimiter, () -> ready).install(config.routes);
            OpenApi.install(config.routes);
            new Pages(classifyRoutes, styleRoutes, modelRoutes, rateLimiter).install(config.routes);
            config.routes.after(new AccessLog(clients)::write);
        });
        this.retraining = new RetrainService(
                settings,
                log,
                registry,
                RetrainService.ComputeShare.of(threads, scheduler::yieldToRequests),
                () -> models.refresh(classifyService),
                clock);
        this.operator = new OperatorServer(settings, log, models, classifyService, modelRoutes, retraining, metrics);
        ScheduledFuture<?> unusedMinutely = housekeeping.scheduleWithFixedDelay(
                () -> removeExpired(uploads, recent, quota), 10, 60, TimeUnit.SECONDS);
        ScheduledFuture<?> unusedHourly =
                housekeeping.scheduleWithFixedDelay(() -> purge(log), 15, 3600, TimeUnit.SECONDS);
    }

    /**
     * Starts and returns when requests are answered.
     *
     * @param settings how
     * @param store remembers models, feedback and paintings
     * @param registry the models of that store
     * @param program name and version, for the settings in pictures
     * @param clock says when things happen
     */
    public static GiocondaServer start(
            ServerSettings settings, ObjectStore store, ModelRegistry registry, String program, Clock clock)
            throws IOException {
        GiocondaServer server = new GiocondaServer(settings, store, registry, program, clock);
        server.publicApp.start();
        server.operator.start();
        server.models.start(server.classifyService);
        server.ready = true;
        return server;
    }

    /** Where people come in. */
    public String address() {
        return "http://%s:%d".formatted(settings.host(), publicApp.port());
    }

    /** The port. */
    public int port() {
        return publicApp.port();
    }

    /** Every route as {@code METHOD path}, but for the pages. */
    public List<String> routes() {
        return OpenApi.routes(publicApp);
    }

    /** The server of the operators; none when it is disabled in the settings. */
    public OperatorServer operator() {
        return operator;
    }

    private void removeExpired(Uploads uploads, RecentAnswers recent, ImageQuota quota) {
        try {
            recent.expire();
            uploads.expire();
            jobs.expire();
            quota.measure();
        } catch (IOException | RuntimeException | Error failed) { // else it would never be tried again
            LOG.error("Old pictures could not be removed, or those that are kept not be measured.", failed);
        }
    }

    /** People were told how long their words and pictures are kept. */
    private static void purge(FeedbackLog log) {
        try {
            new FeedbackRemoval(log).purge();
        } catch (IOException | RuntimeException | Error failed) { // else it would never be tried again
            LOG.error("Answers whose time is over could not be deleted.", failed);
        }
    }

    /** Reports from now on that it is not ready, and still answers, so that a load balancer has time to stop sending requests. */
    public void markNotReady() {
        ready = false;
    }

    /** Drains requests, checkpoints running jobs, and stops. */
    @Override
    public void close() throws InterruptedException {
        ready = false;
        models.close();
        housekeeping.shutdownNow();
        eventStreams.close();
        publicApp.stop();
        operator.stop();
        fastStyles.close();
        retraining.close();
        jobs.close();
        classifyService.close();
    }
}
