package dev.gioconda.cli.train;

import dev.gioconda.cli.command.DataOptions;
import dev.gioconda.cli.command.DefaultModelName;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.FaceLoadingLog;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.ModelOptions;
import dev.gioconda.cli.command.OutputCheck;
import dev.gioconda.cli.command.RecipeOptions;
import dev.gioconda.cli.command.ResumeOptions;
import dev.gioconda.cli.command.TrainingProgressView;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.data.Dataset;
import dev.gioconda.data.load.Faces;
import dev.gioconda.data.split.Parts;
import dev.gioconda.file.FolderLock;
import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.train.DataIdentity;
import dev.gioconda.train.Recipe;
import dev.gioconda.train.Recipes;
import dev.gioconda.train.RunFolder;
import dev.gioconda.train.Training;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gioconda train}. */
@Command(
        name = "train",
        preprocessor = TaskPreprocessor.class,
        subcommands = {TrainDetectorCommand.class, TrainEmbeddingCommand.class},
        description = {
            "Trains a classifier and saves the epoch that is best on the validation part.",
            "Built-in recipes: compact (the default), study-cnn, smile, transfer (the default with --backbone), study-vgg19 (the default with --head study)."
        },
        footer = {
            "  gioconda train --data celeba,celeba_half",
            "  gioconda train --recipe study-cnn --data celeba --set training.epochs=10",
            "  gioconda train --backbone vgg19 --unfreeze 3 --head study --data celeba     classifier B of the study",
            "  gioconda train --backbone embedded --unfreeze block4_conv1 --head mlp --data celeba",
            "  gioconda train --resume runs/20261124-101500-compact"
        })
public final class TrainCommand extends GiocondaCommand {

    private static final String CLASSIFIER = "classifier";

    @Option(
            names = TaskPreprocessor.OPTION,
            paramLabel = "NAME",
            description =
                    "What is trained: classifier, detector or embedding. The last two have options of their own, see --help with the task. Default: ${DEFAULT-VALUE}.",
            defaultValue = CLASSIFIER)
    private String task = CLASSIFIER;

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private RecipeOptions recipe = new RecipeOptions();

    @Mixin
    private TransferOptions transfer = new TransferOptions();

    @Mixin
    private FeatureCacheOptions features = new FeatureCacheOptions();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "Name of the model: lower-case letters, digits and hyphens. Default: the name of the network.")
    private @Nullable String name;

    @Mixin
    private ResumeOptions runs = new ResumeOptions();

    @Override
    protected int run() throws IOException {
        PrintWriter err = err();
        if (!task.equals(CLASSIFIER)) {
            throw new UsageException(
                    "--task is \"%s\"; expected one of: %s.".formatted(task, String.join(", ", tasks())));
        }
        Path resume = runs.resumedRun();
        if (resume != null && (recipe.isSet() || name != null || transfer.isSet())) {
            throw new UsageException(
                    "A resumed run keeps its own recipe: --resume cannot be combined with --recipe, --set, --name or --backbone.");
        }
        runs.applyThreads();
        if (resume != null) {
            return resume(new RunFolder(resume), err);
        }
        Recipe resolved = resolveRecipe();
        RunFolder.RunInfo info = new RunFolder.RunInfo(modelName(resolved), RunFolder.timestamp(), data.toMap());
        OutputCheck.folder("--runs", runs.folder());
        OutputCheck.folder("--models", models.folder());
        err.print(Recipes.toToml(resolved));
        train(resolved, info.name(), () -> {
            RunFolder created = RunFolder.create(runs.folder(), info, Recipes.toToml(resolved));
            err.printf("%nRun folder: %s%n", created.folder());
            return created;
        });
        return ExitCode.OK;
    }

    /** The names that --task accepts: this command's own task, and the subcommands. */
    private List<String> tasks() {
        List<String> names = new ArrayList<>(List.of(CLASSIFIER));
        names.addAll(line().getSubcommands().keySet());
        return names;
    }

    private int resume(RunFolder run, PrintWriter err) throws IOException {
        RunFolder.RunInfo info = run.info(); // fails if the folder is not a run
        Path finished = models.folder().resolve(info.name()).resolve(info.started());
        if (Files.isRegularFile(finished.resolve(ModelFiles.MANIFEST))) {
            err.printf("The run in %s is complete; there is nothing to resume.%n", run.folder());
            printResult(ModelFiles.manifest(finished), finished);
            return ExitCode.OK;
        }
        OutputCheck.folder("--models", models.folder());
        data = DataOptions.fromMap(info.data());
        Recipe resolved = Recipes.read(run.config().toString(), List.of());
        err.print(Recipes.toToml(resolved));
        err.printf("%nRun folder: %s%n", run.folder());
        try (FolderLock lock = FolderLock.acquire(run.folder())) {
            train(resolved, info.name(), () -> run);
        }
        return ExitCode.OK;
    }

    /** Trains in a folder that is created after the data were loaded, so that wrong data leave no folder. */
    private void train(Recipe resolved, String modelName, UsageException.InputReader<RunFolder> folder)
            throws IOException {
        PrintWriter err = err();
        Dataset set = data.open();
        Parts parts = data.split(set, resolved.target());
        try (Faces train = FaceLoadingLog.load("training", parts.train(), resolved.input(), err);
                Faces validation = FaceLoadingLog.load("validation", parts.validation(), resolved.input(), err);
                TrainingProgressView view = new TrainingProgressView(modelName, err)) {
            fit(new Training(resolved, set, train, validation, features.store()), folder.read(), view);
        }
    }

    private void fit(Training training, RunFolder run, TrainingProgressView view) throws IOException {
        try (FolderLock lock = runs.resumedRun() == null ? FolderLock.acquire(run.folder()) : null) {
            DataIdentity.of(Map.of("training", training.train(), "validation", training.validation()))
                    .requireIn(run);
            Training.TrainingResult result = training.run(run, models.folder(), view);
            printResult(result.manifest(), result.folder());
        }
    }

    private void printResult(Manifest manifest, Path folder) {
        print(
                manifest,
                "%s: validation accuracy %.4f%n%s"
                        .formatted(manifest.id(), manifest.metrics().get("validation.accuracy"), folder));
    }

    private Recipe resolveRecipe() throws IOException {
        String given = recipe.recipe();
        String recipeName = given == null ? transfer.defaultRecipe() : given;
        return transfer.apply(UsageException.asUsageError(() -> Recipes.read(recipeName, recipe.changes())), err());
    }

    private String modelName(Recipe resolved) {
        String modelName = name == null ? DefaultModelName.of(resolved) : name;
        if (!modelName.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new UsageException("--name is \"%s\"; expected at most 64 lower-case letters, digits and hyphens."
                    .formatted(modelName));
        }
        return modelName;
    }
}
