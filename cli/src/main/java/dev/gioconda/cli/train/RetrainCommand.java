package dev.gioconda.cli.train;

import dev.gioconda.cli.command.AuthorOptions;
import dev.gioconda.cli.command.DataOptions;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.RecipeOptions;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.cli.command.ThreadOptions;
import dev.gioconda.cli.command.TrainingProgressView;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.retrain.Plan;
import dev.gioconda.retrain.RetrainConfig;
import dev.gioconda.retrain.RetrainResult;
import dev.gioconda.retrain.Retraining;
import dev.gioconda.retrain.RunControl;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.train.Recipe;
import dev.gioconda.train.Recipes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gioconda retrain}. */
@Command(
        name = "retrain",
        description = {
            "Trains a challenger on the base data and the accepted feedback, compares it with the champion on a frozen hold-out (the test part of "
                    + "--data), and promotes it if it passes the gate.",
            "The default recipe is that of the champion."
        },
        footer = {
            "  gioconda retrain smile --data genki4k --dry-run",
            "  gioconda retrain smile --data genki4k --after 200",
            "  gioconda retrain smile --data genki4k --from-scratch --set training.epochs=20"
        })
public final class RetrainCommand extends GiocondaCommand {

    @Parameters(paramLabel = "NAME", description = "The model; it needs a champion in the store.")
    private String name = "";

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private RecipeOptions recipe = new RecipeOptions();

    @Option(names = "--from-scratch", description = "Start with random weights instead of those of the champion.")
    private boolean fromScratch;

    @Option(
            names = "--after",
            paramLabel = "N",
            description =
                    "Train only if at least N accepted images are new since the champion was trained. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private int minNewImages;

    @Option(names = "--dry-run", description = "Print the plan, and train nothing.")
    private boolean dryRun;

    @Mixin
    private GateOptions gate = new GateOptions();

    @Option(
            names = "--holdout",
            paramLabel = "NAME",
            description = "Name of the frozen hold-out. Default: ${DEFAULT-VALUE}.",
            defaultValue = "holdout")
    private String holdout = "holdout";

    @Mixin
    private AuthorOptions by = new AuthorOptions();

    @Option(
            names = "--work",
            paramLabel = "FOLDER",
            description = "Folder of the run. Default: ${DEFAULT-VALUE}.",
            defaultValue = "retrain")
    private Path work = Path.of("retrain");

    @Mixin
    private FeatureCacheOptions features = new FeatureCacheOptions();

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Override
    protected int run() throws IOException {
        threads.apply();
        RetrainConfig config = UsageException.asUsageError(() -> new RetrainConfig(
                name, fromScratch, minNewImages, holdout, gate.toGate(), gate.noiseLimit, gate.folds, by.author()));
        return store.use(objectStore -> retrain(objectStore, config));
    }

    private int retrain(ObjectStore objectStore, RetrainConfig config) throws IOException {
        Retraining retraining =
                new Retraining(new FeedbackLog(objectStore, Clock.systemUTC()), store.registry(objectStore), config);
        Plan plan = retraining.plan(data.toDataChoice());
        RetrainPrinter printer = new RetrainPrinter(output());
        Recipe resolved = resolveRecipe(plan);
        if (dryRun) {
            printer.printPlan(
                    plan,
                    config,
                    gate.toGate().description(gate.noiseLimit),
                    plan.holdout().matchesFrozen(objectStore, name, holdout),
                    retraining.obstacles(plan, resolved));
            return ExitCode.OK;
        }
        try (TrainingProgressView progress = new TrainingProgressView(name, err())) {
            RetrainResult outcome = retraining.run(plan, resolved, features.store(), work, RunControl.of(progress));
            printer.printOutcome(plan, outcome);
            return outcome.status() == RetrainResult.RetrainStatus.PROMOTED
                            || outcome.status() == RetrainResult.RetrainStatus.TOO_FEW
                    ? ExitCode.OK
                    : ExitCode.FAILED;
        }
    }

    private Recipe resolveRecipe(Plan plan) throws IOException {
        String requested = recipe.recipe();
        if (requested != null) {
            return UsageException.asUsageError(() -> Recipes.read(requested, recipe.changes()));
        }
        return UsageException.asUsageError(() -> plan.recipe(recipe.changes()));
    }
}
