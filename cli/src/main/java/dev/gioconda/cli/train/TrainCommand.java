package dev.gioconda.cli.train;

import dev.gioconda.cli.command.DataOptions;
import dev.gioconda.cli.command.DefaultModelName;
import dev.gioconda.cli.command.FaceLoadingLog;
import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.ModelOptions;
import dev.gioconda.cli.command.ThreadOptions;
import dev.gioconda.cli.command.TrainingProgressView;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.data.Dataset;
import dev.gioconda.data.load.Faces;
import dev.gioconda.data.split.Parts;
import dev.gioconda.train.Recipe;
import dev.gioconda.train.Recipes;
import dev.gioconda.train.RunFolder;
import dev.gioconda.train.Training;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gioconda train}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains one network and keeps the version that was best on the validation part.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gioconda train --data celeba,celeba_half",
            "  gioconda train --recipe study-cnn --data celeba --set training.epochs=10",
            "  gioconda train --backbone vgg19 --unfreeze 3 --head study --data celeba     the study's classifier B",
            "  gioconda train --backbone embedded --unfreeze block4_conv1 --head mlp --data celeba",
            "  gioconda train --resume runs/20261124-101500-compact"
        })
public final class TrainCommand implements Callable<Integer> {

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Option(
            names = "--recipe",
            paramLabel = "NAME|FILE",
            description =
                    "study-cnn, compact, smile, study-vgg19, transfer, or a .toml file. Default: compact; with --backbone "
                            + "transfer, and with --head study study-vgg19.")
    private @Nullable String recipe;

    @Mixin
    private TransferOptions transfer = new TransferOptions();

    @Mixin
    private FeatureCacheOptions features = new FeatureCacheOptions();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Changes the recipe, such as training.epochs=5. Repeatable.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--name", description = "What the model is called. Default: the network's name.")
    private @Nullable String name;

    @Option(
            names = "--runs",
            paramLabel = "FOLDER",
            description = "Where runs are written down. Default: ${DEFAULT-VALUE}.",
            defaultValue = "runs")
    private Path runs = Path.of("runs");

    @Option(
            names = "--resume",
            paramLabel = "RUN",
            description = "Goes on with an interrupted run, with its own recipe and data.")
    private @Nullable Path resume;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Option(names = "--json", description = "Print the manifest of the new version as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (resume != null && (recipe != null || name != null || !overrides.isEmpty() || transfer.isSet())) {
            throw new UsageException(
                    "A run goes on with its own recipe: --resume takes no --recipe, --set, --name or --backbone.");
        }
        threads.apply();
        RunFolder run = resume == null ? createRun() : new RunFolder(resume);
        if (resume != null) {
            data = DataOptions.fromMap(run.info().data()); // a folder that is no run is told here
        }
        Recipe resolved = Recipes.read(run.config().toString(), List.of());
        err.print(Recipes.toToml(resolved));
        err.printf("%nRun folder: %s%n", run.folder());
        Dataset set = data.open();
        Parts parts = data.split(set, resolved.target());
        try (Faces train = FaceLoadingLog.load("training", parts.train(), resolved.input(), err);
                Faces validation = FaceLoadingLog.load("validation", parts.validation(), resolved.input(), err);
                TrainingProgressView view = new TrainingProgressView(run.info().name(), err)) {
            Training.TrainingResult result =
                    new Training(resolved, set, train, validation, features.store()).run(run, models.folder, view);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(JsonLines.line(result.manifest()));
            } else {
                out.printf(
                        "%s: validation accuracy %.4f%n",
                        result.manifest().id(), result.manifest().metrics().get("validation.accuracy"));
                out.printf("%s%n", result.folder());
            }
            out.flush();
        }
        return 0;
    }

    private RunFolder createRun() throws IOException {
        String recipeName = recipe == null ? transfer.defaultRecipe() : recipe;
        Recipe resolved = transfer.apply(
                UsageException.asUsageError(() -> Recipes.read(recipeName, overrides)),
                spec.commandLine().getErr());
        String modelName = name == null ? DefaultModelName.of(resolved) : name;
        if (!modelName.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new UsageException(
                    "A model cannot be called \"%s\": use small letters, digits and hyphens.".formatted(modelName));
        }
        return RunFolder.create(
                runs, new RunFolder.RunInfo(modelName, RunFolder.timestamp(), data.toMap()), Recipes.toToml(resolved));
    }
}
