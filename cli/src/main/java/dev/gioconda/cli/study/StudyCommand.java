package dev.gioconda.cli.study;

import dev.gioconda.cli.command.DataOptions;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.FaceLoadingLog;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.ModelOptions;
import dev.gioconda.cli.command.TrainingProgressView;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.cli.style.PaintingStudyOptions;
import dev.gioconda.cli.train.FeatureCacheOptions;
import dev.gioconda.cli.train.TransferOptions;
import dev.gioconda.data.Dataset;
import dev.gioconda.data.explore.Exploration;
import dev.gioconda.data.load.Faces;
import dev.gioconda.data.split.Parts;
import dev.gioconda.model.Classifier;
import dev.gioconda.report.study.StudyHtml;
import dev.gioconda.report.study.StudyPage;
import dev.gioconda.train.Ablation;
import dev.gioconda.train.Recipe;
import dev.gioconda.train.Recipes;
import dev.gioconda.train.RunFolder;
import dev.gioconda.train.Training;
import dev.gioconda.train.TransferSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gioconda study}: the study's two chapters and ours beside them, from one command. */
@Command(
        name = "study",
        description =
                "Explores the data, trains the study's two classifiers and ours of each kind, judges and compares them, paints with the "
                        + "study's three networks, and writes one page.",
        footer = {
            "  gioconda study                                   on synthetic portraits, under five minutes",
            "  gioconda study --data celeba,celeba_half         the real study",
            "  gioconda study --data celeba --protocol study    the protocol of 2022, with its leak"
        })
public final class StudyCommand extends GiocondaCommand {

    /** The study's classifiers A and B, each beside ours of its kind: from scratch, and on a pretrained backbone. */
    private static final List<String> RECIPES = List.of("study-cnn", "compact", "study-vgg19", "transfer");

    /**
     * What makes both recipes learn 1,600 painted faces in minutes, since with them the study is a tour and not a measurement:
     * more steps from as many pictures (the study's batch normalisation forgets a hundredth of its start a step, and needs
     * hundreds of them), and none of the harder changes, from which only a longer training gains.
     */
    private static final List<String> SYNTHETIC_OVERRIDES = List.of(
            "training.epochs=10",
            "training.batch=32",
            "training.mixup=0",
            "augmentation.shift=0.04",
            "augmentation.rotate=5",
            "augmentation.shear=0",
            "augmentation.zoom=0.05",
            "augmentation.erase=0");

    @Mixin
    private DataOptions data = new DataOptions();

    /** On painted faces only the last layers of a backbone learn, from pictures of one small size. */
    private static final List<String> SYNTHETIC_TRANSFER_OVERRIDES =
            List.of("input.columns=64", "input.rows=64", "transfer.unfreeze=3", "transfer.views=2");

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private FeatureCacheOptions features = new FeatureCacheOptions();

    @Mixin
    private PaintingStudyOptions paintingOptions = new PaintingStudyOptions();

    @Option(
            names = "--ablation",
            paramLabel = "N",
            description =
                    "Also learn from N pictures with each choice of a transfer; 0 does not. Default: 1000, on synthetic "
                            + "portraits 0.")
    private @Nullable Integer ablationSize;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Changes all recipes, such as training.epochs=5. Repeatable.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--runs",
            paramLabel = "FOLDER",
            description = "Where runs are written down. Default: ${DEFAULT-VALUE}.",
            defaultValue = "runs")
    private Path runs = Path.of("runs");

    @Option(
            names = "--report",
            paramLabel = "FOLDER",
            description = "Where the page goes, as index.html. Default: ${DEFAULT-VALUE}.",
            defaultValue = "report")
    private Path report = Path.of("report");

    @Override
    protected int run() throws IOException {
        long start = System.nanoTime();
        int ablationImages = ablationSize != null ? ablationSize : data.isSynthetic() ? 0 : 1000;
        if (ablationImages < 0) {
            throw new UsageException(
                    "--ablation is %d; expected a number of pictures, or 0 for none.".formatted(ablationImages));
        }
        int iterations = paintingOptions.iterations(data.isSynthetic());
        List<Path> tunedModels = new ArrayList<>();
        for (String model : paintingOptions.tunedModels) {
            tunedModels.add(models.locator().find(model));
        }
        PrintWriter err = err();
        Path page = Files.createDirectories(report).resolve("index.html"); // before hours of training, not after
        Dataset set = data.open();
        String started = RunFolder.timestamp();
        Map<String, Recipe> recipes = new LinkedHashMap<>();
        for (String name : RECIPES) {
            Recipe recipe = UsageException.asUsageError(() -> Recipes.read(name, overridesFor(name)));
            recipes.put(name, new TransferOptions().apply(recipe, err));
        }
        String target = recipes.values().iterator().next().target();
        Parts parts = data.split(set, target);
        Exploration exploration = ExplorationSection.explore(set);
        List<NetworkStudy> networks = new ArrayList<>();
        for (Map.Entry<String, Recipe> entry : recipes.entrySet()) {
            networks.add(trainAndEvaluate(entry.getKey(), entry.getValue(), started, set, parts, err));
        }
        StudyReport studyReport = new StudyReport(data, line().getParseResult().originalArgs());
        StudyPage.StudyData dataSection = ExplorationSection.of(exploration, set, target, parts, data.describeSplit());
        StudyPage.StyleTransferStudy paintingSection = null;
        List<Ablation.AblationRow> ablationRows =
                List.of(); // a page without them is there early, whatever becomes of them
        Files.writeString(
                page,
                StudyHtml.of(
                        studyReport.page(dataSection, networks, ablationRows, paintingSection, secondsSince(start))));
        if (iterations > 0) {
            paintingSection =
                    paintingStudy(networks, tunedModels, iterations, err).paint();
            Files.writeString(
                    page,
                    StudyHtml.of(studyReport.page(
                            dataSection, networks, ablationRows, paintingSection, secondsSince(start))));
        }
        if (ablationImages > 0) {
            ablationRows =
                    new TransferAblation(data, features.store(), err).compare(set, parts, ablationImages, overrides);
            Files.writeString(
                    page,
                    StudyHtml.of(studyReport.page(
                            dataSection, networks, ablationRows, paintingSection, secondsSince(start))));
        }
        PrintWriter out = out();
        for (NetworkStudy network : networks) {
            out.println(json() ? JsonLines.line(network.summary()) : network.summaryLine());
        }
        (json() ? err : out).println(page);
        out.flush();
        err.flush();
        return ExitCode.OK;
    }

    private PaintingStudy paintingStudy(
            List<NetworkStudy> networks, List<Path> tunedModels, int iterations, PrintWriter err) throws IOException {
        List<Path> folders = new ArrayList<>(networks.stream()
                .filter(network -> network.recipe().network().endsWith("/study"))
                .map(network -> network.result().folder())
                .toList());
        folders.addAll(tunedModels);
        return new PaintingStudy(
                paintingOptions.contentImages(),
                paintingOptions.styleImages(),
                folders,
                iterations,
                paintingOptions.size(data.isSynthetic()),
                err);
    }

    private List<String> overridesFor(String name) throws IOException {
        List<String> settings = new ArrayList<>();
        if (data.isSynthetic()) {
            settings.addAll(SYNTHETIC_OVERRIDES);
            settings.addAll(
                    Recipes.read(name, List.of()).transfer().equals(TransferSettings.NONE)
                            ? List.of()
                            : SYNTHETIC_TRANSFER_OVERRIDES);
        }
        settings.addAll(overrides);
        return settings;
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private NetworkStudy trainAndEvaluate(
            String name, Recipe recipe, String started, Dataset set, Parts parts, PrintWriter err) throws IOException {
        RunFolder run =
                RunFolder.create(runs, new RunFolder.RunInfo(name, started, data.toMap()), Recipes.toToml(recipe));
        Training.TrainingResult result;
        try (Faces train = FaceLoadingLog.load("training", parts.train(), recipe.input(), err);
                Faces validation = FaceLoadingLog.load("validation", parts.validation(), recipe.input(), err);
                TrainingProgressView view = new TrainingProgressView(name, err)) {
            result = new Training(recipe, set, train, validation, features.store()).run(run, models.folder(), view);
        }
        Classifier classifier = Classifier.load(result.folder());
        try (Faces test = FaceLoadingLog.load("test", parts.test(), recipe.input(), err)) {
            return NetworkStudy.of(recipe, result, classifier, set, test);
        }
    }
}
