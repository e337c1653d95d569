package dev.gioconda.cli.train;

import dev.gioconda.cli.command.FaceLoadingLog;
import dev.gioconda.cli.command.ThreadOptions;
import dev.gioconda.cli.command.TrainingProgressView;
import dev.gioconda.train.PretrainRun;
import dev.gioconda.train.Recipes;
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

/** {@code gioconda pretrain}. */
@Command(
        name = "pretrain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains a backbone on objects, faces and paintings at once, for transfer and for style transfer.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gioconda pretrain --objects cifar10 --faces genki4k,smiles --rename smiles:Smiling=Teeth --paintings style",
            "  gioconda pretrain --resume runs/20261125-201500-gioconda"
        })
public final class PretrainCommand implements Callable<Integer> {

    @Mixin
    private PretrainDataOptions data = new PretrainDataOptions();

    @Option(names = "--recipe", paramLabel = "FILE", description = "A .toml file. Default: the built-in recipe.")
    private @Nullable Path recipe;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Changes the recipe, such as training.epochs=5. Repeatable.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--backbones",
            paramLabel = "FOLDER",
            description = "Where the backbone goes, as <name>/<time>. Default: ${DEFAULT-VALUE}.",
            defaultValue = "backbones")
    private Path backbones = Path.of("backbones");

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

    @Option(
            names = "--start",
            paramLabel = "RUN",
            description = "Begins with the weights that an earlier run kept, instead of random ones.")
    private @Nullable Path startRun;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        threads.apply();
        Path resumedRun = resume;
        PretrainRun run = resumedRun == null
                ? PretrainRun.create(runs, Recipes.pretrain(recipe, overrides), data.toData(startRun))
                : PretrainRun.open(resumedRun);
        err.print(Recipes.toToml(run.recipe()));
        err.printf("%nRun folder: %s%n", run.run().folder());
        Path folder;
        try (TrainingProgressView view = new TrainingProgressView("pretrain", err)) {
            folder = run.run(
                    backbones, (part, examples, geometry) -> FaceLoadingLog.load(part, examples, geometry, err), view);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(folder);
        out.flush();
        return 0;
    }
}
