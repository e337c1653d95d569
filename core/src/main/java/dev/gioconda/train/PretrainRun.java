package dev.gioconda.train;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.load.Faces;
import dev.gioconda.data.load.RandomCrops;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.data.split.Parts;
import dev.gioconda.data.split.Splits;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.model.BackboneFiles;
import dev.gioconda.model.BackboneManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;

/**
 * Pretraining of a backbone from data sets to a backbone version: opens and splits the data, trains with {@link Pretraining}, and
 * writes weights, manifest and model card.
 *
 * @param run the run folder, new or to be resumed
 * @param recipe of the run
 * @param data of the run
 */
public record PretrainRun(RunFolder run, PretrainRecipe recipe, PretrainData data) {

    /** The name of the backbone that a new run trains. */
    private static final String NAME = "gioconda";

    /** CIFAR's own size. */
    private static final CropGeometry OBJECT_CROP = new CropGeometry(0, 0, 32, 32, 32, 32, false);

    /** LFWcrop's box in CelebA's aligned frame, as in the preset {@code smile}: tight, so that SMILEs and GENKI-4K look alike. */
    private static final CropGeometry FACE_CROP = new CropGeometry(47, 90, 84, 84, 64, 64, false);

    private static final int REGION_SIDE = 64;

    /** Random regions per painting; they take 3.5 MiB of memory per painting (300 x 64 x 64 x 3 bytes). */
    private static final int REGIONS_PER_IMAGE = 300;

    private static final long SEED = 1;

    /** Loads the faces of one part of the data; lets a caller report progress. */
    @FunctionalInterface
    public interface FaceSource {
        /** @param part the name of the part, such as {@code validation} */
        Faces load(String part, List<Example> examples, CropGeometry geometry) throws IOException;
    }

    /** Creates the folder of a new run. */
    public static PretrainRun create(Path runs, PretrainRecipe recipe, PretrainData data) throws IOException {
        Datasets.open(data.objects()); // before the folder is created, which would stay empty if there are no data
        data.openFaces();
        RunFolder.RunInfo info = new RunFolder.RunInfo(NAME, RunFolder.timestamp(), data.toMap());
        return new PretrainRun(RunFolder.create(runs, info, Recipes.toToml(recipe)), recipe, data);
    }

    /** Opens a run to resume it, with its own recipe and data. */
    public static PretrainRun open(Path folder) throws IOException {
        RunFolder run = new RunFolder(folder);
        RunFolder.RunInfo info = run.info();
        return new PretrainRun(run, Recipes.pretrain(run.config(), List.of()), PretrainData.fromMap(info.data()));
    }

    /**
     * Trains, or resumes from the run's last checkpoint, and writes the backbone.
     *
     * @param backbones the version is written to {@code <backbones>/<name>/<version>}
     * @param source loads the images
     * @return the version's folder
     */
    public Path run(Path backbones, FaceSource source, Consumer<Progress> listener) throws IOException {
        Dataset objectSet = Datasets.open(data.objects());
        Parts objectParts =
                Splits.predefinedOrSeeded(SEED, objectSet.attributes().get(0)).apply(objectSet);
        Dataset faceSet = data.openFaces();
        Parts faceParts = Splits.predefinedOrSeeded(SEED, "Smiling").apply(faceSet);
        Map<String, Tensor> initialWeights = data.initialWeights();
        try (Faces objects = source.load("object", Example.wholeFrame(objectParts.train()), OBJECT_CROP);
                Faces validation =
                        source.load("validation", Example.wholeFrame(objectParts.validation()), OBJECT_CROP);
                Faces faces = source.load("face", faceParts.train(), FACE_CROP);
                Faces regions = RandomCrops.crop(
                        Path.of(data.paintings()), REGION_SIDE, REGIONS_PER_IMAGE, new SplittableRandom(SEED))) {
            DataIdentity.of(Map.of("object", objects, "validation", validation, "face", faces, "painting", regions))
                    .requireIn(run);
            Pretraining.PretrainResult result =
                    new Pretraining(recipe, objects, validation, faces, regions).run(run, initialWeights, listener);
            Map<String, String> sources = Map.of(
                    "objects", "%s, %d pictures".formatted(objectSet.name(), objects.size()),
                    "faces", "%s, %d faces".formatted(faceSet.name(), faces.size()),
                    "paintings", "%d regions".formatted(regions.size()),
                    "start", data.startLabel());
            return write(backbones, result, sources);
        }
    }

    private Path write(Path backbones, Pretraining.PretrainResult result, Map<String, String> sources)
            throws IOException {
        RunFolder.RunInfo info = run.info();
        Path folder = backbones.resolve(info.name()).resolve(info.started());
        BackboneManifest manifest = new BackboneManifest(
                BackboneManifest.FORMAT,
                info.name(),
                info.started(),
                recipe.backbone().toString(),
                Pretraining.NORMALIZATION,
                new TreeMap<>(Map.of("validation.accuracy", result.kept().validationAccuracy())),
                sources,
                Recipes.toToml(recipe),
                Map.of());
        BackboneFiles.write(folder, manifest, result.weights(), BackboneCard.of(manifest));
        return folder;
    }
}
