package dev.gioconda.server;

import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.feedback.Removal;
import dev.gioconda.image.codec.ImageDoor;
import dev.gioconda.inference.Batcher;
import dev.gioconda.inference.Cores;
import dev.gioconda.inference.Examiner;
import dev.gioconda.inference.ServedModel;
import dev.gioconda.jobs.JobDesk;
import dev.gioconda.jobs.JobLimits;
import dev.gioconda.preference.TunedPresets;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.server.classify.ClassifyRoutes;
import dev.gioconda.server.classify.InferenceProtocol;
import dev.gioconda.server.classify.Models;
import dev.gioconda.server.classify.RecentAnswers;
import dev.gioconda.server.feedback.FeedbackRoutes;
import dev.gioconda.server.http.AccessLog;
import dev.gioconda.server.http.Clients;
import dev.gioconda.server.http.Connector;
import dev.gioconda.server.http.Guard;
import dev.gioconda.server.http.HealthRoutes;
import dev.gioconda.server.http.Meters;
import dev.gioconda.server.http.OpenApi;
import dev.gioconda.server.http.Problems;
import dev.gioconda.server.http.ServerSettings;
import dev.gioconda.server.instant.FastRoutes;
import dev.gioconda.server.instant.FastStyles;
import dev.gioconda.server.operator.ModelRoutes;
import dev.gioconda.server.operator.Operator;
import dev.gioconda.server.operator.RetrainDesk;
import dev.gioconda.server.paint.JobStream;
import dev.gioconda.server.paint.PictureRoom;
import dev.gioconda.server.paint.StyleGallery;
import dev.gioconda.server.paint.StyleRoutes;
import dev.gioconda.server.paint.Tastes;
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
    private final Models models;
    private final Examiner examiner;
    private final JobDesk desk;
    private final FastStyles instant;
    private final JobStream stream;
    private final Javalin people;
    private final RetrainDesk retraining;
    private final Operator operator;
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
        Files.createDirectories(settings.work());
        if (Files.getFileStore(settings.work()).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(settings.work(), PosixFilePermissions.fromString("rwx------"));
        }
        ServerSettings.Limits limits = settings.limits();
        ServerSettings.Batching batching = settings.batching();
        ImageDoor door = new ImageDoor(
                new ImageDoor.Limits(limits.bytes(), limits.pixels(), ImageDoor.Limits.DEFAULT.maxSide()));
        int threads = torch.get_num_threads();
        Cores cores = new Cores(threads, batching.longest());
        this.models = new Models(
                registry, settings.model(), new ServedModel.Holding(threads, batching.precision(), batching.batch()));
        this.examiner = new Examiner(
                door,
                models.first(),
                new Batcher.Limits(batching.batch(), batching.patience(), batching.waiting(), threads),
                cores);
        this.desk = new JobDesk(
                store,
                settings.work().resolve("checkpoints"),
                program,
                threads,
                cores::giveWay,
                new JobLimits(
                        limits.jobs(),
                        limits.jobsPerClient(),
                        limits.keepJobs(),
                        settings.disk().paintings(),
                        settings.disk().leastFree()),
                clock);
        FeedbackLog log = new FeedbackLog(store, clock);
        PictureRoom room = new PictureRoom(log.store(), settings.disk().kept());
        Uploads uploads = new Uploads(
                settings.work().resolve("uploads"),
                door,
                cores,
                2 * limits.paintingSide(),
                settings.disk().uploads(),
                clock);
        Clients clients = new Clients(settings.trustedProxies(), settings.work());
        Guard guard = new Guard(clients, limits.requestsPerMinute());
        Meters meters = new Meters();
        meters.watch(examiner, desk);
        RecentAnswers recent = new RecentAnswers(clock);
        ClassifyRoutes classify = new ClassifyRoutes(examiner, recent, guard, meters);
        StyleRoutes styles = new StyleRoutes(
                desk,
                uploads,
                new StyleGallery(),
                new Tastes(new TunedPresets(store, clock), cores),
                guard,
                clients,
                limits);
        this.instant = new FastStyles(door, cores, limits.paintingSide());
        FastRoutes fast = new FastRoutes(instant, guard);
        this.stream = new JobStream(desk, styles, clients, limits.listenersPerClient());
        ModelRoutes modelRoutes = new ModelRoutes(models, examiner);
        this.people = Javalin.create(config -> {
            Connector.configure(config, settings.host(), settings.port(), limits, settings.stopPatience());
            config.routes.before(Guard::headers);
            config.routes.before(Guard::sameOrigin);
            meters.install(config.routes);
            if (settings.publicMetrics()) {
                meters.tell(config.routes);
            }
            Problems.install(config.routes);
            new HealthRoutes(() -> ready).install(config.routes);
            classify.install(config.routes);
            styles.install(config.routes);
            stream.install(config.routes);
            fast.install(config.routes);
            new FeedbackRoutes(log, room, classify.recent(), desk, guard, clients).install(config.routes);
            modelRoutes.install(config.routes);
            new InferenceProtocol(examiner, guard, () -> ready).install(config.routes);
            OpenApi.install(config.routes);
            new Pages(classify, styles, modelRoutes, guard).install(config.routes);
            config.routes.after(new AccessLog(clients)::write);
        });
        this.retraining = new RetrainDesk(
                settings,
                log,
                registry,
                RetrainDesk.Share.of(threads, cores::giveWay),
                () -> models.look(examiner),
                clock);
        this.operator = new Operator(settings, log, models, examiner, modelRoutes, retraining, meters);
        ScheduledFuture<?> unusedMinutely =
                housekeeping.scheduleWithFixedDelay(() -> tidy(uploads, recent, room), 10, 60, TimeUnit.SECONDS);
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
        server.people.start();
        server.operator.start();
        server.models.follow(server.examiner);
        server.ready = true;
        return server;
    }

    /** Where people come in. */
    public String address() {
        return "http://%s:%d".formatted(settings.host(), people.port());
    }

    /** The port. */
    public int port() {
        return people.port();
    }

    /** Every route as {@code METHOD path}, but for the pages. */
    public List<String> routes() {
        return OpenApi.routes(people);
    }

    /** Where operators come in; none when the settings say so. */
    public Operator operator() {
        return operator;
    }

    private void tidy(Uploads uploads, RecentAnswers recent, PictureRoom room) {
        try {
            recent.expire();
            uploads.expire();
            desk.expire();
            room.measure();
        } catch (IOException | RuntimeException | Error failed) { // else it would never be tried again
            LOG.error("Old pictures could not be removed, or those that are kept not be measured.", failed);
        }
    }

    /** People were told how long their words and pictures are kept. */
    private static void purge(FeedbackLog log) {
        try {
            new Removal(log).purge();
        } catch (IOException | RuntimeException | Error failed) { // else it would never be tried again
            LOG.error("Answers whose time is over could not be deleted.", failed);
        }
    }

    /** From now on says that it is not ready, and goes on answering: whoever sends requests here has time to stop. */
    public void unready() {
        ready = false;
    }

    /** Says that it is not ready, answers what has begun, puts the brush down, and stops. */
    @Override
    public void close() throws InterruptedException {
        ready = false;
        models.close();
        housekeeping.shutdownNow();
        stream.close();
        people.stop();
        operator.stop();
        instant.close();
        retraining.close();
        desk.close();
        examiner.close();
    }
}
