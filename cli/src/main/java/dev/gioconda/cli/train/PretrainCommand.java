package dev.gioconda.cli.train;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.FaceLoadingLog;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.OutputCheck;
import dev.gioconda.cli.command.RecipeOptions;
import dev.gioconda.cli.command.ResumeOptions;
import dev.gioconda.cli.command.TrainingProgressView;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.file.FolderLock;
import dev.gioconda.train.PretrainRun;
import dev.gioconda.train.Recipes;
import dev.gioconda.train.RunFolder;
import dev.gioconda.train.backbone.HintRecipe;
import dev.gioconda.train.backbone.HintRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gioconda pretrain}. */
@Command(
        name = "pretrain",
        description = {
            "Pretrains a backbone for transfer learning, on objects, faces and paintings at the same time; or, with --teacher, one for style transfer that predicts the features of published networks.",
            "The default recipes are built in."
        },
        footer = {
            "  gioconda pretrain --objects cifar10 --faces genki4k,smiles --rename smiles:Smiling=Teeth --paintings style",
            "  gioconda pretrain --teacher vgg19 --teacher squeezenet1_1 --pictures genki4k/genki4k.tar.gz,style",
            "  gioconda pretrain --resume runs/20261125-201500-gioconda"
        })
public final class PretrainCommand extends GiocondaCommand {

    @Mixin
    private PretrainDataOptions data = new PretrainDataOptions();

    @Mixin
    private DistillationOptions distillation = new DistillationOptions();

    @Mixin
    private RecipeOptions recipe = new RecipeOptions();

    @Option(
            names = "--backbones",
            paramLabel = "FOLDER",
            description = "Folder of the result, which is saved as NAME/TIME in it. Default: ${DEFAULT-VALUE}.",
            defaultValue = "backbones")
    private Path backbones = Path.of("backbones");

    @Mixin
    private ResumeOptions runs = new ResumeOptions();

    @Option(
            names = "--from-run",
            paramLabel = "RUN",
            description = "Starts with the weights that this earlier run kept. Default: random weights.")
    private @Nullable Path startRun;

    @Override
    protected int run() throws IOException {
        runs.applyThreads();
        Path resumedRun = runs.resumedRun();
        OutputCheck.folder("--backbones", backbones);
        if (distillation.isGiven() && (data.isGiven() || startRun != null || resumedRun != null)) {
            throw new UsageException(
                    "--teacher and --pictures are for a new distillation; they exclude --objects, --faces, --paintings, --from-run and --resume.");
        }
        boolean distills = resumedRun == null ? distillation.isGiven() : HintRun.isIn(resumedRun);
        Path folder = distills ? distill(resumedRun) : pretrain(resumedRun);
        print(Map.of("path", folder.toString()), folder.toString());
        return ExitCode.OK;
    }

    private Path pretrain(@Nullable Path resumedRun) throws IOException {
        PretrainRun run = resumedRun == null
                ? PretrainRun.create(
                        runs.folder(), Recipes.pretrain(recipeFile(), recipe.changes()), data.toData(startRun))
                : PretrainRun.open(resumedRun);
        PrintWriter err = err();
        printStart(Recipes.toToml(run.recipe()), run.run());
        try (FolderLock lock = FolderLock.acquire(run.run().folder());
                TrainingProgressView view = new TrainingProgressView("pretrain", err)) {
            return run.run(
                    backbones, (part, examples, geometry) -> FaceLoadingLog.load(part, examples, geometry, err), view);
        }
    }

    private Path distill(@Nullable Path resumedRun) throws IOException {
        HintRun run = resumedRun == null
                ? HintRun.create(runs.folder(), HintRecipe.read(recipeFile(), recipe.changes()), distillation.toData())
                : HintRun.open(resumedRun);
        printStart(run.recipe().toToml(), run.run());
        try (FolderLock lock = FolderLock.acquire(run.run().folder());
                TrainingProgressView view = new TrainingProgressView("pretrain", err())) {
            return run.run(backbones, view);
        }
    }

    private @Nullable Path recipeFile() {
        String given = recipe.recipe();
        return given == null ? null : Path.of(given);
    }

    private void printStart(String toml, RunFolder run) {
        err().print(toml);
        err().printf("%nRun folder: %s%n", run.folder());
    }
}
