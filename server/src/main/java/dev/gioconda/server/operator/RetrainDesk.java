package dev.gioconda.server.operator;

import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.retrain.Commission;
import dev.gioconda.retrain.Outcome;
import dev.gioconda.retrain.Plan;
import dev.gioconda.retrain.Retraining;
import dev.gioconda.retrain.Rulings;
import dev.gioconda.retrain.Terms;
import dev.gioconda.retrain.UnwantedException;
import dev.gioconda.retrain.UsualGate;
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
public final class RetrainDesk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RetrainDesk.class);
    private static final double NOISE_LIMIT = 0.1;
    private static final int FOLDS = 2;
    private static final int RULINGS = 10;

    private final ServerSettings settings;
    private final FeedbackLog log;
    private final ModelRegistry registry;
    private final Share share;
    private final Runnable promoted;
    private final Clock clock;
    private RetrainView view = RetrainView.IDLE;
    private @Nullable RetrainLog told;
    private @Nullable Thread thread;
    private volatile boolean unwanted;

    /**
     * What of the machine a retraining takes.
     *
     * @param threads to compute on; one core stays free for answers
     * @param courtesy returns when the next step may be made
     */
    public record Share(int threads, Runnable courtesy) {

        /** Of a machine that computes on so many threads. */
        public static Share of(int threads, Runnable courtesy) {
            return new Share(Math.max(1, threads - 1), courtesy);
        }
    }

    /**
     * @param share of the machine
     * @param promoted is called when another version is the champion
     */
    public RetrainDesk(
            ServerSettings settings,
            FeedbackLog log,
            ModelRegistry registry,
            Share share,
            Runnable promoted,
            Clock clock) {
        this.settings = settings;
        this.log = log;
        this.registry = registry;
        this.share = share;
        this.promoted = promoted;
        this.clock = clock;
    }

    /** What the operator wishes: only to see the plan, to begin with nothing, only when so many are new. */
    record Wish(
            @Nullable Boolean dryRun,
            @Nullable Boolean fromScratch,
            @Nullable Integer after) {}

    /** Whether the server was told which pictures to learn from. */
    boolean possible() {
        return settings.learning() != null;
    }

    /** How it stands. */
    synchronized RetrainView view() {
        RetrainLog now = told;
        return now == null
                ? view
                : new RetrainView(
                        view.state(),
                        view.dryRun(),
                        view.began(),
                        view.state().equals("done") ? 1 : now.share(),
                        now.lines(),
                        view.plan(),
                        view.outcome(),
                        view.problem());
    }

    /** What the gate found lately. */
    List<Rulings.Ruling> rulings() throws IOException {
        return new Rulings(log.store()).last(settings.model(), RULINGS);
    }

    /** Begins. */
    synchronized void start(Wish wish) {
        ServerSettings.Learning learning = settings.learning();
        if (learning == null) {
            throw new ProblemException(
                    Problem.Kind.CONFLICT,
                    "This server was not told which pictures to learn from. Start it with --retrain-data, or say \"gioconda retrain\" where the data are.");
        }
        if (thread != null && thread.isAlive()) {
            throw new ProblemException(Problem.Kind.CONFLICT, "A retraining runs already. Wait for it, or stop it.");
        }
        Terms terms = new Terms(
                settings.model(),
                Boolean.TRUE.equals(wish.fromScratch()),
                wish.after() == null ? 1 : Math.max(1, wish.after()),
                learning.holdout(),
                UsualGate.DEFAULT,
                NOISE_LIMIT,
                FOLDS,
                "operator");
        boolean dry = Boolean.TRUE.equals(wish.dryRun());
        RetrainLog begun = new RetrainLog(clock);
        unwanted = false;
        told = begun;
        view = new RetrainView("planning", dry, clock.instant().toString(), 0, List.of(), null, null, null);
        Thread worker = new Thread(() -> work(learning, terms, dry, begun), "retrain");
        worker.setDaemon(true);
        worker.start();
        thread = worker;
    }

    /** Ends it at the next step or phase; nothing is promoted after this returns, but for what is being written that very moment. */
    void stop() {
        unwanted = true;
    }

    private void work(ServerSettings.Learning learning, Terms terms, boolean dry, RetrainLog begun) {
        torch.set_num_threads(share.threads()); // of this thread
        Commission commission = new Commission(progress -> hear(begun, progress), () -> !unwanted);
        try {
            begun.say("Looking at %s and at what was accepted."
                    .formatted(learning.data().sets()));
            Retraining retraining = new Retraining(log, registry, terms);
            Plan plan = retraining.plan(learning.data());
            boolean frozen = plan.holdout().frozenAs(log.store(), terms.model(), terms.holdout());
            become("planned", RetrainView.Planned.of(plan, terms, frozen), null, null);
            if (dry) {
                become("done", null, null, null);
                return;
            }
            commission.check();
            begun.say("Asking for a second opinion on the new labels, then training the challenger.");
            become("training", null, null, null);
            Path work = emptied(settings.work().resolve("retrain"));
            Outcome outcome = retraining.run(
                    plan,
                    plan.recipe(learning.changes()),
                    new FeatureStore(settings.work().resolve("features"), FeatureStore.LIMIT),
                    work,
                    commission);
            begun.say(
                    switch (outcome.result()) {
                        case PROMOTED -> "%s passed the gate, and answers.".formatted(outcome.version());
                        case KEPT_BACK -> "%s is kept, not promoted: %s.".formatted(outcome.version(), outcome.why());
                        case TOO_FEW, TOO_NOISY -> outcome.why();
                    });
            become("done", null, RetrainView.Came.of(outcome), null);
            if (outcome.result() == Outcome.Result.PROMOTED) {
                promoted.run();
            }
        } catch (UnwantedException stopped) {
            begun.say("Stopped. The champion answers on.");
            become("stopped", null, null, null);
        } catch (IOException | IllegalArgumentException refused) { // these sentences are for operators
            LOG.warn("A retraining was refused.", refused);
            become("failed", null, null, String.valueOf(refused.getMessage()));
        } catch (RuntimeException | Error failed) { // it must not end silently
            LOG.error("A retraining failed.", failed);
            become("failed", null, null, "The retraining failed on our side; the server's log says why.");
        }
    }

    private void hear(RetrainLog begun, Progress progress) {
        begun.hear(progress);
        if (unwanted) {
            throw new UnwantedException();
        }
        share.courtesy().run();
    }

    private synchronized void become(
            String state,
            RetrainView.@Nullable Planned plan,
            RetrainView.@Nullable Came outcome,
            @Nullable String problem) {
        view = new RetrainView(
                state, view.dryRun(), view.began(), 0, List.of(), plan == null ? view.plan() : plan, outcome, problem);
    }

    /** What an earlier one left is in the store, or was refused. */
    private static Path emptied(Path folder) throws IOException {
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
