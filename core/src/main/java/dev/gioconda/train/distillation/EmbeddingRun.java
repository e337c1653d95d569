package dev.gioconda.train.distillation;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.load.Faces;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.data.split.Parts;
import dev.gioconda.data.split.Splits;
import dev.gioconda.faceapi.FaceApi;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.model.EmbedderFiles;
import dev.gioconda.model.EmbedderManifest;
import dev.gioconda.train.DataIdentity;
import dev.gioconda.train.EpochRecord;
import dev.gioconda.train.Progress;
import dev.gioconda.train.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The training of an embedder from data sets to a version on disk: opens and splits the data, trains with {@link EmbeddingTraining}, and writes
 * weights, manifest and card.
 *
 * @param run the run folder, new or to be resumed
 * @param recipe of the run
 * @param data data sets of faces, separated by commas
 */
public record EmbeddingRun(RunFolder run, EmbeddingRecipe recipe, String data) {

    /** The name of the embedder that a new run trains. */
    private static final String NAME = "gioconda";

    private static final String DATA = "data";
    private static final long SEED = 1; // of the split

    /** Loads faces, which are detected in all pictures; reports how. */
    @FunctionalInterface
    public interface FaceSource {

        /**
         * Loads a part of the data.
         *
         * @param part its name, such as {@code training}
         */
        Faces load(String part, List<Example> examples, CropGeometry geometry) throws IOException;
    }

    /** Creates the folder of a new run. */
    public static EmbeddingRun create(Path runs, EmbeddingRecipe recipe, String data) throws IOException {
        RunFolder.RunInfo info = new RunFolder.RunInfo(NAME, RunFolder.timestamp(), Map.of(DATA, data));
        return new EmbeddingRun(RunFolder.create(runs, info, recipe.toToml()), recipe, data);
    }

    /** Opens the folder of a run, to resume it with its own recipe and data. */
    public static EmbeddingRun open(Path folder) throws IOException {
        RunFolder run = new RunFolder(folder);
        RunFolder.RunInfo info = run.info();
        return new EmbeddingRun(
                run, EmbeddingRecipe.read(run.config(), List.of()), info.data().getOrDefault(DATA, ""));
    }

    /**
     * Trains, or resumes from the run's last checkpoint, and writes the embedder. A run that has written it is complete.
     *
     * @param embedders the version is written to {@code <embedders>/<name>/<version>}
     * @param teacher the archive of face-api with dlib's network
     * @param source loads the images
     * @return the version's folder
     */
    public Path run(Path embedders, Path teacher, FaceSource source, Consumer<Progress> listener) throws IOException {
        RunFolder.RunInfo info = run.info();
        Path folder = embedders.resolve(info.name()).resolve(info.started());
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Dataset set = Datasets.open(data);
        Parts parts = Splits.predefinedOrSeeded(SEED, set.attributes().get(0)).apply(set);
        List<Example> training = new ArrayList<>(parts.train());
        training.addAll(parts.test()); // the embedder is evaluated on other data sets
        try (FaceApi archive = FaceApi.open(teacher);
                Faces faces = source.load("training", Example.photographs(training), FacePatches.GEOMETRY);
                Faces validation =
                        source.load("validation", Example.photographs(parts.validation()), FacePatches.GEOMETRY)) {
            DataIdentity.of(Map.of("training", faces, "validation", validation)).requireIn(run);
            EmbeddingTraining.EmbeddingResult result = new EmbeddingTraining(
                            recipe, archive.descriptorNet().weights(), faces, validation)
                    .run(run, listener);
            write(folder, info, result, "%s, %d faces".formatted(set.name(), faces.size()));
            return folder;
        }
    }

    private void write(Path folder, RunFolder.RunInfo info, EmbeddingTraining.EmbeddingResult result, String faces)
            throws IOException {
        EpochRecord kept = result.kept();
        EmbedderManifest manifest = new EmbedderManifest(
                EmbedderManifest.FORMAT,
                info.name(),
                info.started(),
                recipe.widths(),
                EmbeddingTraining.NORMALIZATION,
                new TreeMap<>(Map.of(
                        "validation.error", kept.validationLoss(), "validation.accuracy", kept.validationAccuracy())),
                new TreeMap<>(Map.of("faces", faces, "teacher", "dlib_face_recognition_resnet_model_v1")),
                recipe.toToml(),
                Map.of());
        EmbedderFiles.write(folder, manifest, result.network(), EmbedderCard.of(manifest));
    }
}
