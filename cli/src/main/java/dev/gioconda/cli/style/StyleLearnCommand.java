package dev.gioconda.cli.style;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.ForceOption;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.InputImage;
import dev.gioconda.cli.command.ModelOptions;
import dev.gioconda.cli.command.OutputCheck;
import dev.gioconda.cli.command.OutputFile;
import dev.gioconda.cli.command.RecipeOptions;
import dev.gioconda.cli.command.ShutdownSignal;
import dev.gioconda.cli.command.ThreadOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.data.reader.Photographs;
import dev.gioconda.file.FolderLock;
import dev.gioconda.file.Hashes;
import dev.gioconda.image.Picture;
import dev.gioconda.style.fast.FastProgress;
import dev.gioconda.style.fast.FastRecipe;
import dev.gioconda.style.fast.FastStyle;
import dev.gioconda.style.fast.FastStyleVersion;
import dev.gioconda.style.fast.FastTraining;
import dev.gioconda.style.loss.LossValues;
import dev.gioconda.train.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gioconda style learn}. */
@Command(
        name = "learn",
        description = {
            "Trains a network on one style image, in about an hour; then \"style fast\" stylizes any image in under a second.",
            "The default recipe is built in."
        },
        footer = {
            "  gioconda style learn --style starry_night.jpg --photographs holidays --checkpoint state",
            "  gioconda style fast --style styles/starry_night/20261126-120000 --content me.jpg --output me.png"
        })
final class StyleLearnCommand extends GiocondaCommand {

    private static final int DEFAULT_LIMIT = 4000; // images
    private static final int REPORT_INTERVAL = 100; // steps

    @Option(names = "--style", paramLabel = "FILE", required = true, description = "The style image. Required.")
    private Path styleFile = Path.of("");

    @Option(
            names = "--photographs",
            paramLabel = "FOLDER|ARCHIVE",
            required = true,
            description =
                    "Content images for training: a folder, .zip or .tar.gz; labels are not needed. Repeatable. Required.")
    private List<Path> trainingSources = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Maximum number of content images. Default: ${DEFAULT-VALUE}.",
            defaultValue = "" + DEFAULT_LIMIT)
    private int maxImages = DEFAULT_LIMIT;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of the style. Default: the style image's file name without extension.")
    private @Nullable String name;

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            description = "Title and author of the style image. Default: its file name.")
    private @Nullable String title;

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private RecipeOptions recipe = new RecipeOptions();

    @Option(
            names = "--styles",
            paramLabel = "FOLDER",
            description = "Folder of the result, which is saved as NAME/TIME in it. Default: ${DEFAULT-VALUE}.",
            defaultValue = "styles")
    private Path outputFolder = Path.of("styles");

    @Option(
            names = "--from-style",
            paramLabel = "NAME|FOLDER",
            description =
                    "Starts with the network of another fast style, which needs fewer steps. Default: random weights.")
    private @Nullable String startStyle;

    @Option(
            names = "--checkpoint",
            paramLabel = "FOLDER",
            description =
                    "Save checkpoints in this folder, from which --resume continues after an interruption. Default: none.")
    private @Nullable Path checkpoint;

    @Option(
            names = "--resume",
            paramLabel = "FOLDER",
            description =
                    "Resume from the checkpoint in this folder, with the same images and settings; further checkpoints are saved in it.")
    private @Nullable Path resume;

    @Option(
            names = "--preview",
            paramLabel = "FILE",
            description = "Write the first content image, stylized, to this PNG file every " + REPORT_INTERVAL
                    + " steps. Default: none.")
    private @Nullable Path preview;

    @Mixin
    private ForceOption force = new ForceOption();

    @Mixin
    private InputImage images = new InputImage();

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Override
    protected int run() throws IOException {
        PrintWriter err = err();
        threads.apply();
        if (maxImages < 1) {
            throw new UsageException("--limit is %d; expected 1 or more images.".formatted(maxImages));
        }
        String given = recipe.recipe();
        FastRecipe resolved =
                UsageException.asUsageError(() -> FastRecipe.read(given == null ? "fast" : given, recipe.changes()));
        if (preview != null) {
            preview = force.check(List.of(styleFile)).png("--preview", preview, "preview.png");
        }
        OutputCheck.folder("--styles", outputFolder);
        Path checkpoints = checkpointFolder();
        Picture styleImage = images.read(styleFile);
        Photographs trainingImages = Photographs.read(
                trainingSources,
                maxImages,
                FastRecipe.FastTrainingSettings.MAX_CONTENT_SIDE,
                resolved.learning().seed());
        err.printf(
                Locale.ROOT,
                "%s%nContent images for training: %,d",
                resolved.toToml(),
                trainingImages.pictures().size());
        err.println(
                trainingImages.rejected() == 0
                        ? "."
                        : "; files that are not images: %,d.".formatted(trainingImages.rejected()));
        err.flush();
        FastTraining training = UsageException.asUsageError(
                () -> FastTraining.of(resolved, styleImage, trainingImages.pictures(), models.locator()::find));
        String startReference = startStyle;
        FastStyle initialStyle =
                startReference == null ? null : UsageException.asUsageError(() -> FastStyle.load(startReference));
        FastTraining.FastTrainingResult result;
        try (FolderLock lock = checkpoints == null ? null : FolderLock.acquire(checkpoints);
                ShutdownSignal shutdown = ShutdownSignal.register()) {
            result = training.run(initialStyle, checkpoints, trainingIdentity(resolved, trainingImages), progress -> {
                report(progress, trainingImages.pictures().get(0), err);
                return !shutdown.requested();
            });
        }
        if (result.steps() < resolved.learning().steps()) {
            err.println(
                    checkpoints == null
                            ? "Stopped; nothing was saved, since --checkpoint was not given."
                            : "Stopped; resume with --resume %s.".formatted(checkpoints));
            err.flush();
            return ExitCode.FAILED;
        }
        Path folder = writeStyle(resolved, trainingImages, result);
        print(Map.of("path", folder.toString()), folder.toString());
        return ExitCode.OK;
    }

    /** The folder of the checkpoints, with one in it if the run is to be resumed; null for none. */
    private @Nullable Path checkpointFolder() throws IOException {
        Path resumed = resume;
        if (resumed == null) {
            if (checkpoint != null && Files.isDirectory(checkpoint)) {
                printError("Resuming with --checkpoint is deprecated; use '--resume %s'.".formatted(checkpoint));
            }
            return checkpoint == null ? null : OutputCheck.folder("--checkpoint", checkpoint);
        }
        if (checkpoint != null && !checkpoint.equals(resumed)) {
            throw new UsageException(
                    "--checkpoint is %s and --resume is %s; give one of them, since --resume saves checkpoints in its own folder."
                            .formatted(checkpoint, resumed));
        }
        if (!Files.isDirectory(resumed)) {
            throw new UsageException(
                    "There is no folder %s to resume from; --checkpoint creates one.".formatted(resumed));
        }
        return resumed;
    }

    private Map<String, String> trainingIdentity(FastRecipe resolved, Photographs trainingImages) throws IOException {
        return new TreeMap<>(Map.of(
                "recipe", resolved.toToml(),
                "painting", Hashes.sha256(styleFile),
                "start", String.valueOf(startStyle),
                "photographs", "%d of %s".formatted(trainingImages.pictures().size(), trainingSources)));
    }

    private void report(FastProgress progress, Picture sample, PrintWriter err) {
        if (progress.step() % REPORT_INTERVAL != 0 && progress.step() != progress.steps()) {
            return;
        }
        LossValues losses = progress.losses();
        err.printf(
                Locale.ROOT,
                "step %,d of %,d: loss %.4f (content %.4f, style %.4f, smoothness %.4f), %.0f s%n",
                progress.step(),
                progress.steps(),
                losses.total(),
                losses.content(),
                losses.style(),
                losses.smoothness(),
                progress.seconds());
        err.flush();
        if (preview != null) {
            try {
                OutputFile.write(preview, progress.stylizer().apply(sample));
            } catch (IOException failed) {
                throw new UncheckedIOException("The preview could not be written to " + preview, failed);
            }
        }
    }

    private Path writeStyle(FastRecipe resolved, Photographs trainingImages, FastTraining.FastTrainingResult result)
            throws IOException {
        String file = String.valueOf(styleFile.getFileName());
        String sources = String.join(
                ", ",
                trainingSources.stream()
                        .map(path -> String.valueOf(path.getFileName()))
                        .toList());
        return new FastStyleVersion(
                        name == null ? file.replaceFirst("\\.[^.]*$", "") : name,
                        RunFolder.timestamp(),
                        title == null ? file : title,
                        Hashes.sha256(styleFile),
                        "%,d of %s".formatted(trainingImages.pictures().size(), sources))
                .write(outputFolder, resolved, result);
    }
}
