package dev.gioconda.cli.train;

import dev.gioconda.cli.command.FaceLoadingLog;
import dev.gioconda.cli.command.ThreadOptions;
import dev.gioconda.cli.command.TrainingProgressView;
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
import dev.gioconda.train.Checkpoints;
import dev.gioconda.train.PretrainRecipe;
import dev.gioconda.train.Pretraining;
import dev.gioconda.train.Recipes;
import dev.gioconda.train.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.bytedeco.pytorch.Tensor;
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

    private static final CropGeometry OBJECT_CROP = new CropGeometry(0, 0, 32, 32, 32, 32, false);
    private static final CropGeometry FACE_CROP = new CropGeometry(47, 90, 84, 84, 64, 64, false); // LFWcrop's box
    private static final int REGION_SIDE = 64;
    private static final int REGIONS_PER_IMAGE = 300;
    private static final long SEED = 1;

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
        RunFolder run = resume == null
                ? RunFolder.create(
                        runs,
                        new RunFolder.RunInfo("gioconda", RunFolder.timestamp(), data.toMap(startRun)),
                        Recipes.toToml(Recipes.pretrain(recipe, overrides)))
                : new RunFolder(resume);
        RunFolder.RunInfo job = run.info();
        PretrainRecipe resolved = Recipes.pretrain(run.config(), List.of());
        PretrainDataOptions dataOptions = PretrainDataOptions.fromMap(job.data());
        err.print(Recipes.toToml(resolved));
        err.printf("%nRun folder: %s%n", run.folder());
        Dataset objectSet = Datasets.open(dataOptions.objects);
        Parts objectParts =
                Splits.predefinedOrSeeded(SEED, objectSet.attributes().get(0)).apply(objectSet);
        Dataset faceSet = dataOptions.openFaces();
        Parts faceParts = Splits.predefinedOrSeeded(SEED, "Smiling").apply(faceSet);
        Path folder;
        Map<String, Tensor> initialWeights = dataOptions.startRun == null
                ? Map.of()
                : Checkpoints.readKept(new RunFolder(dataOptions.startRun).checkpoints());
        try (Faces objects = FaceLoadingLog.load("object", Example.wholeFrame(objectParts.train()), OBJECT_CROP, err);
                Faces validation = FaceLoadingLog.load(
                        "validation", Example.wholeFrame(objectParts.validation()), OBJECT_CROP, err);
                Faces faces = FaceLoadingLog.load("face", faceParts.train(), FACE_CROP, err);
                Faces regions = RandomCrops.crop(
                        Path.of(dataOptions.paintings), REGION_SIDE, REGIONS_PER_IMAGE, new SplittableRandom(SEED));
                TrainingProgressView view = new TrainingProgressView("pretrain", err)) {
            Pretraining.PretrainResult result =
                    new Pretraining(resolved, objects, validation, faces, regions).run(run, initialWeights, view);
            folder = backbones.resolve(job.name()).resolve(job.started());
            Map<String, Double> metrics =
                    new TreeMap<>(Map.of("validation.accuracy", result.kept().validationAccuracy()));
            BackboneManifest manifest = new BackboneManifest(
                    BackboneManifest.FORMAT,
                    job.name(),
                    job.started(),
                    resolved.backbone().toString(),
                    Pretraining.NORMALIZATION,
                    metrics,
                    Map.of(
                            "objects", "%s, %d pictures".formatted(objectSet.name(), objects.size()),
                            "faces", "%s, %d faces".formatted(faceSet.name(), faces.size()),
                            "paintings", "%d regions".formatted(regions.size()),
                            "start",
                                    dataOptions.startRun == null
                                            ? "random weights"
                                            : "the run " + dataOptions.startRun.getFileName()),
                    Recipes.toToml(resolved),
                    Map.of());
            BackboneFiles.write(folder, manifest, result.weights(), Pretraining.card(manifest));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(folder);
        out.flush();
        return 0;
    }
}
