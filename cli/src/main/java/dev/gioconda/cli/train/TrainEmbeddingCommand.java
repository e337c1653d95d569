package dev.gioconda.cli.train;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.FaceLoadingLog;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.OutputCheck;
import dev.gioconda.cli.command.RecipeOptions;
import dev.gioconda.cli.command.ResumeOptions;
import dev.gioconda.cli.command.TrainingProgressView;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.cli.command.WeightCacheOptions;
import dev.gioconda.file.FolderLock;
import dev.gioconda.train.distillation.EmbeddingRecipe;
import dev.gioconda.train.distillation.EmbeddingRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gioconda train --task embedding}. */
@Command(
        name = "embedding",
        hidden = true,
        description = {
            "Trains an embedder of faces by distillation: a small network learns to give the vectors of dlib's network. Labels are not used.",
            "The default recipe is built in. The teacher is part of face-api: gioconda weights fetch yunet face-api."
        },
        footer = {
            "  gioconda train --task embedding --data genki4k,smiles",
            "  gioconda train embedding --data genki4k,smiles      the same",
            "  gioconda train --task embedding --resume runs/20261130-171500-gioconda"
        })
final class TrainEmbeddingCommand extends GiocondaCommand {

    private static final String DLIB = "dlib";
    private static final String ARCHIVE = "face-api"; // has dlib's network

    @Option(
            names = "--data",
            paramLabel = "SET[,SET]",
            description = "Data sets of faces, such as genki4k,smiles. Required for a new run.",
            defaultValue = "")
    private String data = "";

    @Option(
            names = "--teacher",
            paramLabel = "NAME",
            description = "The network whose vectors are learned: dlib. Default: ${DEFAULT-VALUE}.",
            defaultValue = DLIB)
    private String teacher = DLIB;

    @Mixin
    private RecipeOptions recipe = new RecipeOptions();

    @Option(
            names = "--embedders",
            paramLabel = "FOLDER",
            description = "Folder of the result, which is saved as NAME/TIME in it. Default: ${DEFAULT-VALUE}.",
            defaultValue = "embedders")
    private Path embedders = Path.of("embedders");

    @Mixin
    private WeightCacheOptions weights = new WeightCacheOptions();

    @Mixin
    private ResumeOptions runs = new ResumeOptions();

    @Override
    protected int run() throws IOException {
        PrintWriter err = err();
        Path resumed = runs.resumedRun();
        if (!teacher.equals(DLIB)) {
            throw new UsageException("--teacher is \"%s\"; expected %s.".formatted(teacher, DLIB));
        }
        if (resumed == null && data.isBlank()) {
            throw new UsageException("Give --data, data sets of faces such as genki4k,smiles, or --resume a run.");
        }
        if (resumed != null && (recipe.isSet() || !data.isBlank())) {
            throw new UsageException(
                    "A resumed run keeps its own recipe and data: --resume cannot be combined with --data, --recipe or --set.");
        }
        runs.applyThreads();
        OutputCheck.folder("--embedders", embedders);
        Path archive = weights.weights()
                .find(ARCHIVE)
                .orElseThrow(
                        () -> new IOException(
                                "The teacher is part of face-api, which is not on this machine; \"gioconda weights fetch face-api\" downloads it."));
        EmbeddingRun run = resumed == null ? create() : EmbeddingRun.open(resumed);
        err.print(run.recipe().toToml());
        err.printf("%nRun folder: %s%n", run.run().folder());
        Path folder;
        try (FolderLock lock = FolderLock.acquire(run.run().folder());
                TrainingProgressView view = new TrainingProgressView("embedding", err)) {
            folder = run.run(
                    embedders,
                    archive,
                    (part, examples, geometry) -> FaceLoadingLog.load(part, examples, geometry, err),
                    view);
        }
        print(Map.of("path", folder.toString()), folder.toString());
        return ExitCode.OK;
    }

    private EmbeddingRun create() throws IOException {
        String given = recipe.recipe();
        EmbeddingRecipe resolved = UsageException.asUsageError(
                () -> EmbeddingRecipe.read(given == null ? null : Path.of(given), recipe.changes()));
        OutputCheck.folder("--runs", runs.folder());
        return EmbeddingRun.create(runs.folder(), resolved, data);
    }
}
