package dev.gioconda.cli.study;

import dev.gioconda.cli.command.DataOptions;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.ModelOptions;
import dev.gioconda.cli.command.RunOptions;
import dev.gioconda.cli.command.SettingOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.cli.style.StyleStudyOptions;
import dev.gioconda.cli.train.FeatureCacheOptions;
import dev.gioconda.study.NetworkStudy;
import dev.gioconda.study.Study;
import dev.gioconda.study.StudyConfig;
import dev.gioconda.study.StudyRecipes;
import dev.gioconda.study.TransferChoice;
import dev.gioconda.train.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gioconda study}: both chapters of the study of 2022, with our networks for comparison. */
@Command(
        name = "study",
        description =
                "Reproduces the study of 2022: explores the data, trains and compares the two classifiers of the study and two of ours, "
                        + "stylizes images with the three networks of the study, and writes one page.",
        footer = {
            "  gioconda study                                   on synthetic portraits, under five minutes",
            "  gioconda study --data celeba,celeba_half         on the data of the study",
            "  gioconda study --data celeba --protocol study    with the split of 2022 and its leak"
        })
public final class StudyCommand extends GiocondaCommand {

    private static final int DEFAULT_ABLATION = 1000; // images

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private FeatureCacheOptions features = new FeatureCacheOptions();

    @Mixin
    private StyleStudyOptions styleTransfers = new StyleStudyOptions();

    @Option(
            names = "--ablation",
            paramLabel = "N",
            description = "Compare choices of transfer learning on N training images; 0 for no comparison. Default: "
                    + DEFAULT_ABLATION + ", on synthetic portraits 0.")
    private @Nullable Integer ablationSize;

    @Mixin
    private SettingOptions settings = new SettingOptions();

    @Mixin
    private RunOptions runs = new RunOptions();

    @Option(
            names = "--report",
            paramLabel = "FOLDER",
            description = "Folder of the page, index.html. Default: ${DEFAULT-VALUE}.",
            defaultValue = "report")
    private Path report = Path.of("report");

    @Override
    protected int run() throws IOException {
        runs.applyThreads();
        StudyConfig config = config();
        List<NetworkStudy> networks;
        try (StudyProgressView view = new StudyProgressView(err())) {
            networks = new Study(config, view).run();
        }
        networks.forEach(network -> print(network.summary(), network.summaryLine()));
        (json() ? err() : out()).println(config.folders().page());
        return ExitCode.OK;
    }

    private StudyConfig config() throws IOException {
        boolean synthetic = data.isSynthetic();
        int ablationImages = ablationSize != null ? ablationSize : synthetic ? 0 : DEFAULT_ABLATION;
        if (ablationImages < 0) {
            throw new UsageException(
                    "--ablation is %d; expected a number of images, or 0 for no comparison.".formatted(ablationImages));
        }
        StudyConfig.StyleTransferConfig styleTransferConfig = styleTransfers.toConfig(models.locator(), synthetic);
        Map<String, Recipe> recipes = UsageException.asUsageError(() -> StudyRecipes.read(
                synthetic, settings.changes(), recipe -> TransferChoice.NONE.applyTo(recipe, err()::println)));
        return new StudyConfig(
                data.toDataChoice(),
                data.toMap(),
                data.describeSplit(),
                synthetic,
                recipes,
                styleTransferConfig,
                new StudyConfig.AblationConfig(ablationImages, settings.changes()),
                new StudyConfig.StudyFolders(
                        runs.folder(), models.folder(), features.store(), report.resolve("index.html")),
                "gioconda " + String.join(" ", line().getParseResult().originalArgs()));
    }
}
