package dev.gioconda.server.operator;

import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.retrain.GateReports;
import dev.gioconda.retrain.Plan;
import dev.gioconda.retrain.RetrainCancelledException;
import dev.gioconda.retrain.RetrainConfig;
import dev.gioconda.retrain.RetrainResult;
import dev.gioconda.retrain.Retraining;
import dev.gioconda.retrain.RunControl;
import dev.gioconda.retrain.StandardGate;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import dev.gioconda.server.http.ServerSettings;
import dev.gioconda.train.FeatureStore;
import dev.gioconda.train.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retrains in the background, one at a time, by the same code as the command line. Between two steps of the training it gives way to
 * whoever waits for an answer; while pictures are read, a second opinion is made or versions are compared it does not, and leaves one core
 * free. What is not done when the server stops is lost, and nothing but time with it: a version is in the store whole or not at all.
 */
public final class RetrainService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RetrainService.class);
    private static final double NOISE_LIMIT = 0.1;
    private static final int FOLDS = 2;
    private static final int MAX_REPORTS = 10;

    private final ServerSettings settings;
    private final FeedbackLog log;
    private final ModelRegistry registry;
    private final ComputeShare computeShare;
    private final Runnable onPromoted;
    private final Clock clock;
    private RetrainRunView view = RetrainRunView.IDLE;
    private @Nullable RetrainLog currentLog;
    private @Nullable Thread thread;
    private volatile boolean canceled;

    /**
     * What of the machine a retraining takes.
     *
     * @param threads to compute on; one core stays free for answers
     * @param yieldHook returns when the next step may be made
     */
    public record ComputeShare(int threads, Runnable yieldHook) {

        /** Of a machine that computes on so many threads. */
        public static ComputeShare of(int threads, Runnable yieldHook) {
            return new ComputeShare(Math.max(1, threads - 1), yieldHook);
        }
    }

    /**
     * @param computeShare of the machine
     * @param onPromoted is called when another version is the champion
     */
    public RetrainService(
            ServerSettings settings,
            FeedbackLog log,
            ModelRegistry registry,
            ComputeShare computeShare,
            Runnable onPromoted,
            Clock clock) {
        this.settings = settings;
        this.log = log;
        this.registry = registry;
        this.computeShare = computeShare;
        this.onPromoted = onPromoted;
        this.clock = clock;
    }

    /** What the operator wishes: only to see the plan, to begin with nothing, only when so many are new. */
    record RetrainRequest(
            @Nullable Boolean dryRun,
            @Nullable Boolean fromScratch,
            @Nullable Integer after) {}

    /** Whether the server was told which pictures to learn from. */
    boolean configured() {
        return settings.retrainDefaults() != null;
    }

    /** How it stands. */
    synchronized RetrainRunView view() {
        RetrainLog now = currentLog;
        return now == null
                ? view
                : new RetrainRunView(
                        view.state(),
                        view.dryRun(),
                        view.startedAt(),
                        view.state().equals("done") ? 1 : now.fraction(),
                        now.lines(),
                        view.plan(),
                        view.outcome(),
                        view.problem());
    }

    /** What the gate found lately. */
    List<GateReports.GateReport> gateReports() throws IOException {
        return new GateReports(log.store()).latest(settings.model(), MAX_REPORTS);
    }

    /** Begins. */
    synchronized void start(RetrainRequest request) {
        ServerSettings.RetrainDefaults retrainDefaults = settings.retrainDefaults();
        if (retrainDefaults == null) {
            throw new ProblemException(
                    Problem.Kind.CONFLICT,
                    "This server was not told which pictures to learn from. Start it with --retrain-data, or say \"gioconda retrain\" where the data are.");
        }
        if (thread != null && thread.isAlive()) {
            throw new ProblemException(Problem.Kind.CONFLICT, "A retraining runs already. Wait for it, or stop it.");
        }
        RetrainConfig config = new RetrainConfig(
                settings.model(),
                Boolean.TRUE.equals(request.fromScratch()),
                request.after() == null ? 1 : Math.max(1, request.after()),
                retrainDefaults.holdout(),
                StandardGate.DEFAULT,
                NOISE_LIMIT,
                FOLDS,
                "operator");
        boolean dryRun = Boolean.TRUE.equals(request.dryRun());
        RetrainLog runLog = new RetrainLog(clock);
        canceled = false;
        currentLog = runLog;
        view = new RetrainRunView("planning", dryRun, clock.instant().toString(), 0, List.of(), null, null, null);
        Thread worker = new Thread(() -> work(retrainDefaults, config, dryRun, runLog), "retrain");
        worker.setDaemon(true);
        worker.start();
        thread = worker;
    }

    /** Ends it at the next step or phase; nothing is promoted after this returns, but for what is being written that very moment. */
    void stop() {
        canceled = true;
    }

    private void work(
            ServerSettings.RetrainDefaults retrainDefaults, RetrainConfig config, boolean dryRun, RetrainLog runLog) {
        torch.set_num_threads(computeShare.threads()); // of this thread
        RunControl runControl = new RunControl(progress -> onProgress(runLog, progress), () -> !canceled);
        try {
            runLog.add("Looking at %s and at what was accepted."
                    .formatted(retrainDefaults.data().sets()));
            Retraining retraining = new Retraining(log, registry, config);
            Plan plan = retraining.plan(retrainDefaults.data());
            boolean frozen = plan.holdout().matchesFrozen(log.store(), config.model(), config.holdoutName());
            setState("planned", RetrainRunView.RetrainPlanView.of(plan, config, frozen), null, null);
            if (dryRun) {
                setState("done", null, null, null);
                return;
            }
            runControl.throwIfCancelled();
            runLog.add("Asking for a second opinion on the new labels, then training the challenger.");
            setState("training", null, null, null);
            Path workFolder = emptyFolder(settings.workFolder().resolve("retrain"));
            RetrainResult outcome = retraining.run(
                    plan,
                    plan.recipe(retrainDefaults.changes()),
                    new FeatureStore(settings.workFolder().resolve("features"), FeatureStore.DEFAULT_LIMIT),
                    workFolder,
                    runControl);
            runLog.add(
                    switch (outcome.status()) {
                        case PROMOTED -> "%s passed the gate, and answers.".formatted(outcome.version());
                        case KEPT_BACK -> "%s is kept, not promoted: %s.".formatted(outcome.version(), outcome.why());
                        case TOO_FEW, TOO_NOISY -> outcome.why();
                    });
            setState("done", null, RetrainRunView.RetrainOutcomeView.of(outcome), null);
            if (outcome.status() == RetrainResult.RetrainStatus.PROMOTED) {
                onPromoted.run();
            }
        } catch (RetrainCancelledException stopped) {
            runLog.add("Stopped. The champion answers on.");
            setState("stopped", null, null, null);
        } catch (IOException | IllegalArgumentException refused) { // these sentences are for operators
            LOG.warn("A retraining was refused.", refused);
            setState("failed", null, null, String.valueOf(refused.getMessage()));
        } catch (RuntimeException | Error failed) { // it must not end silently
            LOG.error("A retraining failed.", failed);
            setState("failed", null, null, "The retraining failed on our side; the server's log says why.");
        }
    }

    private void onProgress(RetrainLog runLog, Progress progress) {
        runLog.onProgress(progress);
        if (canceled) {
            throw new RetrainCancelledException();
        }
        computeShare.yieldHook().run();
    }

    private synchronized void setState(
            String state,
            RetrainRunView.@Nullable RetrainPlanView plan,
            RetrainRunView.@Nullable RetrainOutcomeView outcome,
            @Nullable String problem) {
        view = new RetrainRunView(
                state,
                view.dryRun(),
                view.startedAt(),
                0,
                List.of(),
                plan == null ? view.plan() : plan,
                outcome,
                problem);
    }

    /** What an earlier one left is in the store, or was refused. */
    private static Path emptyFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    @Override
    public void close() throws InterruptedException {
        stop();
        Thread worker;
        synchronized (this) {
            worker = thread;
        }
        if (worker != null) {
            worker.join(Duration.ofSeconds(20).toMillis());
        }
    }
}
