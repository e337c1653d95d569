package dev.gioconda.cli.train;

import dev.gioconda.cli.command.DataOptions;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.cli.command.ThreadOptions;
import dev.gioconda.cli.command.TrainingProgressView;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.registry.ModelRegistry;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gioconda retrain}. */
@Command(
        name = "retrain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Learns from the base data and the accepted answers, compares with the champion on a frozen hold-out (the test part of "
                        + "--data), and promotes only what is not worse.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gioconda retrain smile --data genki4k --dry-run",
            "  gioconda retrain smile --data genki4k --after 200",
            "  gioconda retrain smile --data genki4k --from-scratch --set training.epochs=20"
        })
public final class RetrainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The model, which has a champion in the store.")
    private String name = "";

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--recipe",
            paramLabel = "NAME|FILE",
            description = "Of the challenger. Default: the champion's own.")
    private @Nullable String recipe;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Changes the recipe, such as training.epochs=5. Repeatable.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--from-scratch", description = "Begin with nothing instead of the champion's weights.")
    private boolean fromScratch;

    @Option(
            names = "--after",
            paramLabel = "N",
            description = "Only when N accepted pictures are new since the champion. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private int minNewImages;

    @Option(names = "--dry-run", description = "Say what would happen, and train nothing.")
    private boolean dryRun;

    @Mixin
    private GateOptions gate = new GateOptions();

    @Option(
            names = "--holdout",
            paramLabel = "NAME",
            description = "What the frozen hold-out is called. Default: ${DEFAULT-VALUE}.",
            defaultValue = "holdout")
    private String holdout = "holdout";

    @Option(names = "--who", description = "Who does it. Default: ${DEFAULT-VALUE}.", defaultValue = "${sys:user.name}")
    private String author = "";

    @Option(
            names = "--work",
            paramLabel = "FOLDER",
            description = "Where the run is written down. Default: ${DEFAULT-VALUE}.",
            defaultValue = "retrain")
    private Path work = Path.of("retrain");

    @Mixin
    private FeatureCacheOptions features = new FeatureCacheOptions();

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        threads.apply();
        RetrainConfig config = UsageException.asUsageError(() -> new RetrainConfig(
                name, fromScratch, minNewImages, holdout, gate.toGate(), gate.noiseLimit, gate.folds, author));
        try (ObjectStore objectStore = store.open()) {
            ModelRegistry registry = store.registry(objectStore);
            Retraining retraining = new Retraining(new FeedbackLog(objectStore, Clock.systemUTC()), registry, config);
            Plan plan = retraining.plan(data.toDataChoice());
            RetrainPrinter printer = new RetrainPrinter(
                    spec.commandLine().getOut(), spec.commandLine().getErr(), json);
            if (dryRun) {
                printer.printPlan(
                        plan,
                        config,
                        gate.toGate().description(gate.noiseLimit),
                        plan.holdout().matchesFrozen(objectStore, name, holdout));
                return 0;
            }
            Recipe resolved = resolveRecipe(plan);
            try (TrainingProgressView progress =
                    new TrainingProgressView(name, spec.commandLine().getErr())) {
                RetrainResult outcome = retraining.run(plan, resolved, features.store(), work, RunControl.of(progress));
                printer.printOutcome(plan, outcome);
                return outcome.status() == RetrainResult.RetrainStatus.PROMOTED
                                || outcome.status() == RetrainResult.RetrainStatus.TOO_FEW
                        ? 0
                        : ExitCode.FAILED;
            }
        }
    }

    private Recipe resolveRecipe(Plan plan) throws IOException {
        String requested = recipe;
        if (requested != null) {
            return UsageException.asUsageError(() -> Recipes.read(requested, overrides));
        }
        return UsageException.asUsageError(() -> plan.recipe(overrides));
    }
}
