package dev.gioconda.cli.train;

import dev.gioconda.cli.command.Loading;
import dev.gioconda.cli.command.ProgressView;
import dev.gioconda.cli.command.ThreadOptions;
import dev.gioconda.data.Dataset;
import dev.gioconda.data.Whole;
import dev.gioconda.data.load.Faces;
import dev.gioconda.data.load.Regions;
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

    private static final CropGeometry OBJECT = new CropGeometry(0, 0, 32, 32, 32, 32, false);
    private static final CropGeometry FACE = new CropGeometry(47, 90, 84, 84, 64, 64, false); // LFWcrop's box
    private static final int REGION = 64;
    private static final int REGIONS_EACH = 300;
    private static final long SEED = 1;

    @Mixin
    private BackboneData data = new BackboneData();

    @Option(names = "--recipe", paramLabel = "FILE", description = "A .toml file. Default: the built-in recipe.")
    private @Nullable Path recipe;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Changes the recipe, such as training.epochs=5. Repeatable.")
    private List<String> changes = new ArrayList<>();

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
    private @Nullable Path start;

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
                        new RunFolder.Job("gioconda", RunFolder.timestamp(), data.choice(start)),
                        Recipes.toToml(Recipes.pretrain(recipe, changes)))
                : new RunFolder(resume);
        RunFolder.Job job = run.job();
        PretrainRecipe resolved = Recipes.pretrain(run.config(), List.of());
        BackboneData chosen = BackboneData.of(job.data());
        err.print(Recipes.toToml(resolved));
        err.printf("%nRun folder: %s%n", run.folder());
        Dataset objectSet = Datasets.open(chosen.objects);
        Parts objectParts =
                Splits.ownOrSeeded(SEED, objectSet.attributes().get(0)).apply(objectSet);
        Dataset faceSet = chosen.faces();
        Parts faceParts = Splits.ownOrSeeded(SEED, "Smiling").apply(faceSet);
        Path folder;
        Map<String, Tensor> beginning =
                chosen.start == null ? Map.of() : Checkpoints.kept(new RunFolder(chosen.start).checkpoints());
        try (Faces objects = Loading.load("object", Whole.pictures(objectParts.train()), OBJECT, err);
                Faces validation = Loading.load("validation", Whole.pictures(objectParts.validation()), OBJECT, err);
                Faces faces = Loading.load("face", faceParts.train(), FACE, err);
                Faces regions =
                        Regions.cut(Path.of(chosen.paintings), REGION, REGIONS_EACH, new SplittableRandom(SEED));
                ProgressView view = new ProgressView("pretrain", err)) {
            Pretraining.Result result =
                    new Pretraining(resolved, objects, validation, faces, regions).run(run, beginning, view);
            folder = backbones.resolve(job.name()).resolve(job.started());
            Map<String, Double> metrics =
                    new TreeMap<>(Map.of("validation.accuracy", result.kept().validationAccuracy()));
            BackboneManifest manifest = new BackboneManifest(
                    BackboneManifest.FORMAT,
                    job.name(),
                    job.started(),
                    resolved.backbone().toString(),
                    Pretraining.NORMALISATION,
                    metrics,
                    Map.of(
                            "objects", "%s, %d pictures".formatted(objectSet.name(), objects.size()),
                            "faces", "%s, %d faces".formatted(faceSet.name(), faces.size()),
                            "paintings", "%d regions".formatted(regions.size()),
                            "start", chosen.start == null ? "random weights" : "the run " + chosen.start.getFileName()),
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
