package dev.gioconda.cli.train;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.OutputCheck;
import dev.gioconda.cli.command.RecipeOptions;
import dev.gioconda.cli.command.ResumeOptions;
import dev.gioconda.cli.command.TrainingProgressView;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.cli.command.WeightCacheOptions;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.file.FolderLock;
import dev.gioconda.train.detection.AnnotatedSet;
import dev.gioconda.train.detection.DetectorData;
import dev.gioconda.train.detection.DetectorRecipe;
import dev.gioconda.train.detection.DetectorRun;
import dev.gioconda.train.detection.FaceTeacher;
import dev.gioconda.train.detection.Teacher;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gioconda train --task detector}. */
@Command(
        name = "detector",
        hidden = true,
        description = {
            "Trains a detector of faces or other objects on composed scenes: annotated pictures, pasted at random size, turn and light on backgrounds.",
            "A teacher annotates the pictures; labels are not used. The default recipe is built in."
        },
        footer = {
            "  gioconda train --task detector --data genki4k,smiles --backgrounds scenes",
            "  gioconda train detector --data genki4k,smiles                 the same task without backgrounds",
            "  gioconda train --task detector --data logos --teacher none --backgrounds photographs --name logo",
            "  gioconda faces detect --detector detectors/logo/20261130-171500 poster.jpg",
            "  gioconda train --task detector --resume runs/20261130-171500-logo"
        })
final class TrainDetectorCommand extends GiocondaCommand {

    private static final double MIN_DETECTION = 0.6; // of a face that the teacher annotates

    @Option(
            names = "--data",
            paramLabel = "SET[,SET]",
            description = "Data sets of pictures with objects, such as genki4k,smiles. Required for a new run.",
            defaultValue = "")
    private String data = "";

    @Option(
            names = "--backgrounds",
            paramLabel = "FOLDER|ARCHIVE",
            description =
                    "Pictures without objects; those in which the teacher finds one are not used. Repeatable. Default: only what surrounds the objects, and gradients.")
    private List<Path> backgrounds = new ArrayList<>();

    @Option(
            names = "--teacher",
            paramLabel = "NAME",
            description =
                    "The face detector that annotates: auto, yunet, gioconda, cascades or the folder of a trained detector; none if every picture is one object, such as a cut-out. Default: ${DEFAULT-VALUE}.",
            defaultValue = FaceDetectors.AUTO)
    private String teacher = FaceDetectors.AUTO;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of the detector: lower-case letters, digits and hyphens. Default: ${DEFAULT-VALUE}.",
            defaultValue = "face")
    private String name = "face";

    @Mixin
    private RecipeOptions recipe = new RecipeOptions();

    @Option(
            names = "--detectors",
            paramLabel = "FOLDER",
            description = "Folder of the result, which is saved as NAME/TIME in it. Default: ${DEFAULT-VALUE}.",
            defaultValue = "detectors")
    private Path detectors = Path.of("detectors");

    @Mixin
    private WeightCacheOptions weights = new WeightCacheOptions();

    @Mixin
    private ResumeOptions runs = new ResumeOptions();

    @Override
    protected int run() throws IOException {
        Path resumed = runs.resumedRun();
        if (resumed == null && data.isBlank()) {
            throw new UsageException("Give --data, pictures with objects such as genki4k, or --resume a run.");
        }
        if (resumed != null && (recipe.isSet() || !data.isBlank() || !backgrounds.isEmpty())) {
            throw new UsageException(
                    "A resumed run keeps its own recipe and data: --resume cannot be combined with --data, --backgrounds, --recipe or --set.");
        }
        if (!name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new UsageException(
                    "--name is \"%s\"; expected at most 64 lower-case letters, digits and hyphens.".formatted(name));
        }
        runs.applyThreads();
        OutputCheck.folder("--detectors", detectors);
        DetectorData chosen = resumed == null
                ? new DetectorData(data, backgrounds, teacherId())
                : DetectorRun.open(resumed).data();
        if (chosen.teacher().equals(DetectorData.WHOLE_PICTURE)) {
            return train(resumed, chosen, Teacher.WHOLE_PICTURE);
        }
        FaceDetectors known =
                UsageException.asUsageError(() -> FaceDetectors.named(chosen.teacher(), weights.weights()));
        try (FaceDetector detector = known.open()) {
            return train(resumed, chosen, new FaceTeacher(detector, MIN_DETECTION));
        }
    }

    /** The detector that {@code auto} means, so that a run is resumed with the same one. */
    private String teacherId() throws IOException {
        return teacher.equals(DetectorData.WHOLE_PICTURE)
                ? teacher
                : UsageException.asUsageError(() -> FaceDetectors.named(teacher, weights.weights()))
                        .id();
    }

    private int train(@Nullable Path resumed, DetectorData chosen, Teacher annotator) throws IOException {
        PrintWriter err = err();
        String given = recipe.recipe();
        DetectorRecipe resolved = resumed == null
                ? UsageException.asUsageError(
                        () -> DetectorRecipe.read(given == null ? DetectorRecipe.PRESET : given, recipe.changes()))
                : DetectorRun.open(resumed).recipe();
        OutputCheck.folder("--runs", runs.folder());
        err.print(resolved.toToml());
        err.println();
        DetectorData.Loaded loaded = chosen.load(annotator, this::report);
        DetectorRun run = resumed == null
                ? DetectorRun.create(runs.folder(), name, resolved, chosen) // after loading: wrong data leave no folder
                : DetectorRun.open(resumed);
        err.printf("Run folder: %s%n", run.run().folder());
        Path folder;
        try (FolderLock lock = FolderLock.acquire(run.run().folder());
                TrainingProgressView view = new TrainingProgressView("detector", err)) {
            folder = run.train(detectors, loaded, view);
        }
        print(Map.of("path", folder.toString()), folder.toString());
        return ExitCode.OK;
    }

    private void report(String part, AnnotatedSet set) {
        err().printf(
                        "%s: %,d pictures with objects, %,d without, %,d not decodable%n",
                        part, set.pictures().size(), set.without(), set.rejected());
        err().flush();
    }
}
