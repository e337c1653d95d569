package dev.gioconda.server;

import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.file.FolderLock;
import dev.gioconda.file.PrivateFiles;
import dev.gioconda.inference.ClassifyService;
import dev.gioconda.inference.ServedModel;
import dev.gioconda.jobs.JobService;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.server.classify.ChampionLoader;
import dev.gioconda.server.classify.ChampionWatcher;
import dev.gioconda.server.classify.ClassifyRoutes;
import dev.gioconda.server.classify.InferenceProtocol;
import dev.gioconda.server.classify.RecentAnswers;
import dev.gioconda.server.classify.RecordedClassification;
import dev.gioconda.server.feedback.FeedbackRoutes;
import dev.gioconda.server.feedback.ImageQuota;
import dev.gioconda.server.http.AccessLog;
import dev.gioconda.server.http.AppKeys;
import dev.gioconda.server.http.BasePath;
import dev.gioconda.server.http.BrowserProtection;
import dev.gioconda.server.http.Clients;
import dev.gioconda.server.http.ComputeTurns;
import dev.gioconda.server.http.HealthRoutes;
import dev.gioconda.server.http.JettyConfig;
import dev.gioconda.server.http.Metrics;
import dev.gioconda.server.http.OpenApi;
import dev.gioconda.server.http.PrivacyNotice;
import dev.gioconda.server.http.ProblemHandlers;
import dev.gioconda.server.http.RateLimiter;
import dev.gioconda.server.http.RequestRules;
import dev.gioconda.server.http.ServerSettings;
import dev.gioconda.server.instant.FastStyleRoutes;
import dev.gioconda.server.instant.FastStyles;
import dev.gioconda.server.operator.MeasuredAccuracies;
import dev.gioconda.server.operator.ModelCatalog;
import dev.gioconda.server.operator.ModelRoutes;
import dev.gioconda.server.operator.OperatorServer;
import dev.gioconda.server.operator.RetrainService;
import dev.gioconda.server.paint.JobEventStreams;
import dev.gioconda.server.paint.StyleGallery;
import dev.gioconda.server.paint.StyleRoutes;
import dev.gioconda.server.paint.TunedPresetCache;
import dev.gioconda.server.paint.Uploads;
import dev.gioconda.store.ObjectStore;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server. It needs only a store, and stops without losing accepted jobs. Run one in a process; several servers may share a
 * store, each style job is then painted by one of them.
 */
public final class GiocondaServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GiocondaServer.class);

    private final ServerSettings settings;
    private final ClassifyService classifyService;
    private final ChampionWatcher championWatcher;
    private final JobService jobs;
    private final FastStyles fastStyles;
    private final StyleGallery gallery = new StyleGallery();
    private final JobEventStreams eventStreams;
    private final Javalin publicApp;
    private final RetrainService retraining;
    private final OperatorServer operator;
    private final Housekeeping housekeeping;
    private final FolderLock lock;
    private final Readiness readiness;

    private GiocondaServer(ServerWiring wiring, FolderLock lock, String program) throws IOException {
        this.lock = lock;
        this.settings = wiring.settings();
        this.readiness = wiring.readiness();
        ChampionLoader loader = wiring.championLoader();
        ServedModel initialModel = loader.initialModel();
        this.classifyService = wiring.classifyService(initialModel);
        this.championWatcher =
                new ChampionWatcher(loader, initialModel.manifest().id(), classifyService::swap);
        this.jobs = wiring.jobs(program);
        this.fastStyles = wiring.fastStyles();
        ServerSettings.ServiceLimits limits = settings.limits();
        Clients clients = new Clients(settings.trustedProxies(), settings.workFolder());
        RateLimiter rateLimiter = new RateLimiter(clients, limits.requestsPerMinute());
        Metrics metrics = new Metrics();
        metrics.bindGauges(classifyService, jobs);
        RecentAnswers recent = new RecentAnswers(wiring.clock());
        RecordedClassification classification =
                new RecordedClassification(classifyService, recent, metrics, clients, rateLimiter);
        Uploads uploads = wiring.uploads();
        TunedPresetCache tunedPresets = wiring.tunedPresets();
        FeedbackLog log = new FeedbackLog(wiring.store(), wiring.clock());
        ImageQuota quota = new ImageQuota(log.store(), settings.disk().feedbackPictures());
        ModelCatalog models = new ModelCatalog(
                wiring.registry(),
                new MeasuredAccuracies(wiring.store()),
                () -> classifyService.serving().manifest(),
                championWatcher::problem);
        this.eventStreams = new JobEventStreams(jobs, clients, limits.maxListenersPerClient());
        PrivacyNotice privacy = new PrivacyNotice(
                RecentAnswers.RETENTION, Uploads.RETENTION, limits.jobRetention(), FeedbackRoutes.RETENTION);
        this.publicApp = Javalin.create(config -> {
            JettyConfig.configure(
                    config, settings.host(), settings.port(), limits, clients, settings.shutdownTimeout());
            new BasePath(settings.sites().basePath(), clients).install(config);
            config.appData(AppKeys.PRIVACY, privacy);
            config.appData(AppKeys.TURNS, new ComputeTurns(wiring.scheduler(), clients));
            RoutesConfig routes = config.routes;
            new RequestRules(clients, settings.sites().allowedHosts()).install(routes);
            new BrowserProtection(clients, settings.sites().corsOrigins()).install(routes);
            metrics.install(routes);
            if (settings.publicMetrics()) {
                metrics.installEndpoint(routes);
            }
            ProblemHandlers.install(routes);
            new HealthRoutes(readiness::obstacle).install(routes);
            new ClassifyRoutes(classification, rateLimiter).install(routes);
            new StyleRoutes(jobs, uploads, gallery, tunedPresets, rateLimiter, clients, limits).install(routes);
            routes.before("/v1/style-jobs/{id}/events", rateLimiter::consume);
            eventStreams.install(routes);
            new FastStyleRoutes(fastStyles, rateLimiter, clients).install(routes);
            new FeedbackRoutes(log, quota, recent, jobs, rateLimiter, clients).install(routes);
            routes.before("/v1/models", rateLimiter::consume); // both read the store
            routes.before("/v1/models/*", rateLimiter::consume);
            new ModelRoutes(models).install(routes);
            new InferenceProtocol(classifyService, clients, rateLimiter, readiness::accepting).install(routes);
            OpenApi.install(routes, privacy);
            new Pages(classification, gallery, tunedPresets, models, rateLimiter).install(routes);
            routes.after(new AccessLog(clients)::write);
        });
        this.retraining = wiring.retraining(log, championWatcher::refresh);
        this.operator = new OperatorServer(
                settings,
                log,
                wiring.registry(),
                models,
                retraining,
                metrics,
                clients,
                privacy,
                wiring.clock(),
                championWatcher::refresh);
        this.housekeeping = Housekeeping.start(uploads, recent, jobs, quota, log, wiring.idleMemory());
    }

    /**
     * Starts a server; returns when it accepts requests.
     *
     * @param store with models, feedback and style jobs
     * @param registry of the models in that store
     * @param program name and version, for the provenance in images
     * @param clock for expiry and time stamps
     * @throws IOException also if another server uses the work folder
     */
    public static GiocondaServer start(
            ServerSettings settings, ObjectStore store, ModelRegistry registry, String program, Clock clock)
            throws IOException {
        FolderLock lock = lock(settings.workFolder());
        boolean started = false;
        try {
            GiocondaServer server =
                    new GiocondaServer(ServerWiring.of(settings, store, registry, clock), lock, program);
            server.publicApp.start();
            server.operator.start();
            server.championWatcher.start();
            server.readiness.setAccepting(true);
            started = true;
            return server;
        } finally {
            if (!started) {
                lock.close();
            }
        }
    }

    /** Locks the work folder; a new one is accessible only to its owner. */
    private static FolderLock lock(Path workFolder) throws IOException {
        return FolderLock.tryAcquire(PrivateFiles.createFolders(workFolder))
                .orElseThrow(() -> new IOException(
                        "Another server uses the work folder %s. Each server needs a work folder of its own; stop the other server or choose another folder."
                                .formatted(workFolder)));
    }

    /** The URL of the public pages and the API. */
    public String address() {
        return "http://%s:%d".formatted(settings.host(), publicApp.port());
    }

    /** The port of the public pages and the API. */
    public int port() {
        return publicApp.port();
    }

    /** Every API route as {@code METHOD path}, without the pages. */
    public List<String> routes() {
        return OpenApi.routes(publicApp);
    }

    /** The operator's server; it does not listen if the settings disable it. */
    public OperatorServer operator() {
        return operator;
    }

    /** Draws the built-in style images, for each of which the first request would otherwise wait a second. Returns when all are drawn. */
    public void drawStyleImages() {
        gallery.drawAll();
    }

    /** Reports that the server is not ready but still answers, so that load balancers have time to stop sending requests. */
    public void markNotReady() {
        readiness.setAccepting(false);
    }

    /** Reports not ready, finishes the requests in progress, writes the checkpoint of the current style job, and stops. */
    @Override
    public void close() throws InterruptedException {
        readiness.setAccepting(false);
        championWatcher.close();
        housekeeping.close();
        eventStreams.close();
        publicApp.stop();
        operator.stop();
        fastStyles.close();
        retraining.close();
        jobs.close();
        classifyService.close();
        try {
            lock.close();
        } catch (IOException failed) { // the end of the process releases it
            LOG.warn("The lock of the work folder could not be released.", failed);
        }
    }
}
