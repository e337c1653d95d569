package dev.gioconda.cli.train;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.FaceLoadingLog;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.OutputCheck;
import dev.gioconda.cli.command.RecipeOptions;
import dev.gioconda.cli.command.ResumeOptions;
import dev.gioconda.cli.command.TrainingProgressView;
import dev.gioconda.file.FolderLock;
import dev.gioconda.train.PretrainRun;
import dev.gioconda.train.Recipes;
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
            "Pretrains a backbone for transfer learning and style transfer, on objects, faces and paintings at the same time.",
            "The default recipe is built in."
        },
        footer = {
            "  gioconda pretrain --objects cifar10 --faces genki4k,smiles --rename smiles:Smiling=Teeth --paintings style",
            "  gioconda pretrain --resume runs/20261125-201500-gioconda"
        })
public final class PretrainCommand extends GiocondaCommand {

    @Mixin
    private PretrainDataOptions data = new PretrainDataOptions();

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
        PrintWriter err = err();
        runs.applyThreads();
        Path resumedRun = runs.resumedRun();
        OutputCheck.folder("--backbones", backbones);
        String given = recipe.recipe();
        PretrainRun run = resumedRun == null
                ? PretrainRun.create(
                        runs.folder(),
                        Recipes.pretrain(given == null ? null : Path.of(given), recipe.changes()),
                        data.toData(startRun))
                : PretrainRun.open(resumedRun);
        err.print(Recipes.toToml(run.recipe()));
        err.printf("%nRun folder: %s%n", run.run().folder());
        Path folder;
        try (FolderLock lock = FolderLock.acquire(run.run().folder());
                TrainingProgressView view = new TrainingProgressView("pretrain", err)) {
            folder = run.run(
                    backbones, (part, examples, geometry) -> FaceLoadingLog.load(part, examples, geometry, err), view);
        }
        print(Map.of("path", folder.toString()), folder.toString());
        return ExitCode.OK;
    }
}
