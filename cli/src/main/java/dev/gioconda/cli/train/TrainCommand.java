package dev.gioconda.cli.train;

import dev.gioconda.cli.command.DataOptions;
import dev.gioconda.cli.command.DefaultModelName;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.FaceLoadingLog;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.ModelOptions;
import dev.gioconda.cli.command.RecipeOptions;
import dev.gioconda.cli.command.ResumeOptions;
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
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gioconda train}. */
@Command(
        name = "train",
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
        Path resume = runs.resumedRun();
        if (resume != null && (recipe.isSet() || name != null || transfer.isSet())) {
            throw new UsageException(
                    "A resumed run keeps its own recipe: --resume cannot be combined with --recipe, --set, --name or --backbone.");
        }
        runs.applyThreads();
        RunFolder run = resume == null ? createRun() : new RunFolder(resume);
        if (resume != null) {
            data = DataOptions.fromMap(run.info().data()); // fails if the folder is not a run
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
                    new Training(resolved, set, train, validation, features.store()).run(run, models.folder(), view);
            print(
                    result.manifest(),
                    "%s: validation accuracy %.4f%n%s"
                            .formatted(
                                    result.manifest().id(),
                                    result.manifest().metrics().get("validation.accuracy"),
                                    result.folder()));
        }
        return ExitCode.OK;
    }

    private RunFolder createRun() throws IOException {
        String given = recipe.recipe();
        String recipeName = given == null ? transfer.defaultRecipe() : given;
        Recipe resolved =
                transfer.apply(UsageException.asUsageError(() -> Recipes.read(recipeName, recipe.changes())), err());
        String modelName = name == null ? DefaultModelName.of(resolved) : name;
        if (!modelName.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new UsageException("--name is \"%s\"; expected at most 64 lower-case letters, digits and hyphens."
                    .formatted(modelName));
        }
        return RunFolder.create(
                runs.folder(),
                new RunFolder.RunInfo(modelName, RunFolder.timestamp(), data.toMap()),
                Recipes.toToml(resolved));
    }
}
