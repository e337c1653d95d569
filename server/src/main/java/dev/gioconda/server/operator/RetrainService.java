package dev.gioconda.server.operator;

import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.file.PrivateFiles;
import dev.gioconda.file.Trees;
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
import dev.gioconda.train.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retrains in the background, one run at a time, with the code that the command line uses. Between two training steps it yields to
 * requests. While images are read, labels are cross-validated or versions are compared it does not yield, but leaves one core free. A run
 * that is not finished when the server stops is lost; the store never contains a part of a version.
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
     * The compute resources of a retraining.
     *
     * @param threads number of compute threads; one core is left to requests
     * @param yieldHook is called between two steps; blocks while requests are waiting
     */
    public record ComputeShare(int threads, Runnable yieldHook) {

        /** All compute threads but one. */
        public static ComputeShare of(int threads, Runnable yieldHook) {
            return new ComputeShare(Math.max(1, threads - 1), yieldHook);
        }
    }

    /**
     * @param computeShare the compute resources
     * @param onPromoted is called after a promotion
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

    /**
     * A request for a run.
     *
     * @param dryRun whether to make only the plan
     * @param fromScratch whether to train from random weights
     * @param after minimum number of new accepted images
     */
    record RetrainRequest(
            @Nullable Boolean dryRun,
            @Nullable Boolean fromScratch,
            @Nullable Integer after) {}

    /** Whether training data is configured. */
    boolean configured() {
        return settings.retrainDefaults() != null;
    }

    /** The state of the current or last run. */
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

    /** The latest gate reports, newest first. */
    List<GateReports.GateReport> gateReports() throws IOException {
        return new GateReports(log.store()).latest(settings.model(), MAX_REPORTS);
    }

    /**
     * Starts a run.
     *
     * @param who starts it, for the promotion log
     */
    synchronized void start(RetrainRequest request, String who) {
        ServerSettings.RetrainDefaults retrainDefaults = settings.retrainDefaults();
        if (retrainDefaults == null) {
            throw new ProblemException(
                    Problem.Kind.CONFLICT,
                    "No training data is configured. Configure it for this server, or run \"gioconda retrain\" on a machine that has the data.");
        }
        if (thread != null && thread.isAlive()) {
            throw new ProblemException(
                    Problem.Kind.CONFLICT, "A retraining is running. Wait until it is done, or stop it.");
        }
        RetrainConfig config = new RetrainConfig(
                settings.model(),
                Boolean.TRUE.equals(request.fromScratch()),
                request.after() == null ? 1 : Math.max(1, request.after()),
                retrainDefaults.holdout(),
                StandardGate.DEFAULT,
                NOISE_LIMIT,
                FOLDS,
                who);
        boolean dryRun = Boolean.TRUE.equals(request.dryRun());
        RetrainLog runLog = new RetrainLog(clock);
        runLog.add("Started by %s.".formatted(who));
        canceled = false;
        currentLog = runLog;
        view = new RetrainRunView("planning", dryRun, clock.instant().toString(), 0, List.of(), null, null, null);
        Thread worker = new Thread(() -> work(retrainDefaults, config, dryRun, runLog), "retrain");
        worker.setDaemon(true);
        worker.start();
        thread = worker;
    }

    /** Stops the run at its next step or phase. A promotion that is being written is completed. */
    void stop() {
        canceled = true;
    }

    private void work(
            ServerSettings.RetrainDefaults retrainDefaults, RetrainConfig config, boolean dryRun, RetrainLog runLog) {
        torch.set_num_threads(computeShare.threads()); // applies to this thread
        RunControl runControl = new RunControl(progress -> onProgress(runLog, progress), () -> !canceled);
        try {
            runLog.add("Reading %s and the accepted feedback."
                    .formatted(retrainDefaults.data().sets()));
            Retraining retraining = new Retraining(log, registry, config);
            Plan plan = retraining.plan(retrainDefaults.data());
            Recipe recipe = plan.recipe(retrainDefaults.changes());
            boolean frozen = plan.holdout().matchesFrozen(log.store(), config.model(), config.holdoutName());
            setState(
                    "planned",
                    RetrainRunView.RetrainPlanView.of(plan, config, frozen, retraining.obstacles(plan, recipe)),
                    null,
                    null);
            if (dryRun) {
                setState("done", null, null, null);
                return;
            }
            runControl.throwIfCancelled();
            runLog.add("Checking the new labels by cross-validation, then training the challenger.");
            setState("training", null, null, null);
            Path folder = settings.workFolder().resolve("retrain");
            Trees.delete(folder); // of a server that was killed
            RetrainResult outcome;
            try {
                outcome = retraining.run(
                        plan,
                        recipe,
                        new FeatureStore(settings.workFolder().resolve("features"), FeatureStore.DEFAULT_LIMIT),
                        PrivateFiles.createFolders(folder),
                        runControl);
            } finally {
                Trees.delete(folder); // a finished version is in the store
            }
            runLog.add(
                    switch (outcome.status()) {
                        case PROMOTED -> "%s passed the gate and is in use.".formatted(outcome.version());
                        case KEPT_BACK ->
                            "%s is stored but not promoted: %s.".formatted(outcome.version(), outcome.why());
                        case TOO_FEW, TOO_NOISY -> outcome.why();
                    });
            setState("done", null, RetrainRunView.RetrainOutcomeView.of(outcome), null);
            if (outcome.status() == RetrainResult.RetrainStatus.PROMOTED) {
                onPromoted.run();
            }
        } catch (RetrainCancelledException stopped) {
            runLog.add("Stopped. The champion stays in use.");
            setState("stopped", null, null, null);
        } catch (IOException | IllegalArgumentException refused) { // their messages are written for operators
            LOG.warn("A retraining was rejected: {}", refused.getMessage());
            LOG.debug("The rejected retraining", refused);
            setState("failed", null, null, String.valueOf(refused.getMessage()));
        } catch (RuntimeException | Error failed) { // the operator must see the failure
            LOG.error("A retraining failed.", failed);
            setState(
                    "failed",
                    null,
                    null,
                    "The retraining failed because of an internal error; the server's log has the details.");
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
