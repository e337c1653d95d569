package dev.gioconda.cli.style;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.OutputFile;
import dev.gioconda.cli.command.ShutdownSignal;
import dev.gioconda.cli.command.ThreadOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.data.reader.Photographs;
import dev.gioconda.file.Hashes;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.model.ModelLocator;
import dev.gioconda.style.fast.FastProgress;
import dev.gioconda.style.fast.FastRecipe;
import dev.gioconda.style.fast.FastStyle;
import dev.gioconda.style.fast.FastStyleVersion;
import dev.gioconda.style.fast.FastTraining;
import dev.gioconda.style.loss.Losses;
import dev.gioconda.train.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gioconda style learn}. */
@Command(
        name = "learn",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Teaches a network one painting's style, in about an hour; then \"style fast\" paints any picture in under a second.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gioconda style learn --style starry_night.jpg --photographs holidays --checkpoint state",
            "  gioconda style fast --style styles/starry_night/20261126-120000 --content me.jpg --output me.png"
        })
final class StyleLearnCommand implements Callable<Integer> {

    private static final int REPORT_INTERVAL = 100; // steps

    @Option(names = "--style", paramLabel = "FILE", required = true, description = "The painting. Required.")
    private Path styleFile = Path.of("");

    @Option(
            names = "--photographs",
            paramLabel = "FOLDER|ARCHIVE",
            required = true,
            description =
                    "Photographs to learn to paint, a folder, .zip or .tar.gz; no labels are needed. Required; repeatable.")
    private List<Path> trainingSources = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many photographs. Default: ${DEFAULT-VALUE}.",
            defaultValue = "4000")
    private int maxImages = 4000;

    @Option(names = "--name", description = "Of the style. Default: the painting's file name.")
    private @Nullable String name;

    @Option(names = "--title", description = "Of the painting, with its painter. Default: the file's name.")
    private @Nullable String title;

    @Option(names = "--recipe", paramLabel = "FILE", description = "A .toml file. Default: the built-in recipe.")
    private @Nullable Path recipe;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Changes the recipe, such as learning.steps=8000. Repeatable.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--styles",
            paramLabel = "FOLDER",
            description = "Where the style goes, as <name>/<time>. Default: ${DEFAULT-VALUE}.",
            defaultValue = "styles")
    private Path outputFolder = Path.of("styles");

    @Option(
            names = "--start",
            paramLabel = "NAME|FOLDER",
            description = "Begins with the network of another fast style, which needs fewer steps.")
    private @Nullable String startStyle;

    @Option(
            names = "--checkpoint",
            paramLabel = "FOLDER",
            description = "Where to keep what is needed to go on after an interruption, and to go on from.")
    private @Nullable Path checkpoint;

    @Option(
            names = "--preview",
            paramLabel = "FILE",
            description = "Paints the first photograph into this file every few hundred steps.")
    private @Nullable Path preview;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        threads.apply();
        if (maxImages < 1) {
            throw new UsageException("--limit is %d; expected 1 or more photographs.".formatted(maxImages));
        }
        FastRecipe resolved = UsageException.asUsageError(
                () -> FastRecipe.read(recipe == null ? "fast" : recipe.toString(), overrides));
        Picture styleImage = new SafeImageDecoder().read(styleFile);
        Photographs trainingImages = Photographs.read(
                trainingSources,
                maxImages,
                FastRecipe.FastTrainingSettings.MAX_CONTENT_SIDE,
                resolved.learning().seed());
        err.printf(
                Locale.ROOT,
                "%s%nPhotographs to learn from: %,d",
                resolved.toToml(),
                trainingImages.pictures().size());
        err.println(
                trainingImages.rejected() == 0
                        ? "."
                        : "; files that were no pictures: %,d.".formatted(trainingImages.rejected()));
        err.flush();
        FastTraining training = UsageException.asUsageError(() -> FastTraining.of(
                resolved, styleImage, trainingImages.pictures(), ModelLocator.local(Path.of("models"))::find));
        String startReference = startStyle;
        FastStyle initialStyle =
                startReference == null ? null : UsageException.asUsageError(() -> FastStyle.load(startReference));
        FastTraining.FastTrainingResult result;
        try (ShutdownSignal shutdown = ShutdownSignal.register()) {
            result = training.run(initialStyle, checkpoint, trainingIdentity(resolved, trainingImages), progress -> {
                report(progress, trainingImages.pictures().get(0), err);
                return !shutdown.requested();
            });
        }
        if (result.steps() < resolved.learning().steps()) {
            err.println(
                    checkpoint == null
                            ? "Stopped; nothing was kept, as there was no --checkpoint."
                            : "Stopped; the same command goes on.");
            err.flush();
            return ExitCode.FAILED;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(writeStyle(resolved, trainingImages, result));
        out.flush();
        return 0;
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
        Losses losses = progress.losses();
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
