package dev.gioconda.train.detection;

import dev.gioconda.model.DetectorFiles;
import dev.gioconda.model.DetectorManifest;
import dev.gioconda.train.Progress;
import dev.gioconda.train.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The training of a detector from loaded data to a version: weights, manifest and card.
 *
 * @param run the run folder, new or to be resumed
 * @param recipe of the run
 */
public record DetectorRun(RunFolder run, DetectorRecipe recipe) {

    /** Creates the folder of a new run. */
    public static DetectorRun create(Path runs, String name, DetectorRecipe recipe, DetectorData data)
            throws IOException {
        RunFolder.RunInfo info = new RunFolder.RunInfo(name, RunFolder.timestamp(), data.toMap());
        return new DetectorRun(RunFolder.create(runs, info, recipe.toToml()), recipe);
    }

    /** Opens a run to resume it, with its own recipe. */
    public static DetectorRun open(Path folder) throws IOException {
        RunFolder run = new RunFolder(folder);
        run.info(); // fails if the folder is not a run
        return new DetectorRun(run, DetectorRecipe.read(run.config().toString(), List.of()));
    }

    /** The data of the run. */
    public DetectorData data() throws IOException {
        return DetectorData.fromMap(run.info().data());
    }

    /**
     * Trains, or resumes from the run's last checkpoint, and writes the detector.
     *
     * @param detectors the version is written to {@code <detectors>/<name>/<version>}
     * @return the version's folder
     */
    public Path train(Path detectors, DetectorData.Loaded data, Consumer<Progress> listener) throws IOException {
        data.identity().requireIn(run);
        DetectorTraining.DetectorResult result =
                new DetectorTraining(recipe, data.training(), data.validation(), data.backgrounds()).run(run, listener);
        RunFolder.RunInfo info = run.info();
        DetectorManifest manifest = new DetectorManifest(
                DetectorManifest.FORMAT,
                info.name(),
                info.started(),
                data.points(),
                new TreeMap<>(Map.of("validation.accuracy", result.kept().validationAccuracy())),
                data.description(),
                recipe.toToml(),
                Map.of());
        Path folder = detectors.resolve(info.name()).resolve(info.started());
        DetectorFiles.write(folder, manifest, result.network().state(), card(manifest));
        return folder;
    }

    private static String card(DetectorManifest manifest) {
        return """
                # %s

                A detector of objects in pictures, trained by `gioconda train --task detector`: boxes%s.

                - Objects: %s, annotated by: %s.
                - Backgrounds: %s.
                - On held-out scenes that were composed like the training scenes it finds %.1f of 100 objects and false boxes together.

                The recipe is in `manifest.json`; the same recipe, data, machine and threads give the same weights.
                """.formatted(
                        manifest.name(),
                        manifest.points() ? " and five points of each" : "",
                        manifest.data().get("objects"),
                        manifest.data().get("teacher"),
                        manifest.data().get("backgrounds"),
                        100 * manifest.metrics().getOrDefault("validation.accuracy", 0.0));
    }
}
