package dev.gioconda.cli.style;

import dev.gioconda.cli.Gioconda;
import dev.gioconda.cli.command.Interruption;
import dev.gioconda.cli.command.PictureFile;
import dev.gioconda.cli.command.ThreadOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.data.reader.Photographs;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.ImageDoor;
import dev.gioconda.model.FastStyleFiles;
import dev.gioconda.model.FastStyleManifest;
import dev.gioconda.style.fast.FastProgress;
import dev.gioconda.style.fast.FastRecipe;
import dev.gioconda.style.fast.FastStyle;
import dev.gioconda.style.fast.FastTraining;
import dev.gioconda.style.loss.Losses;
import dev.gioconda.train.RunFolder;
import dev.gioconda.weights.fetch.Checksum;
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

    private static final int LINE_EVERY = 100; // steps

    @Option(names = "--style", paramLabel = "FILE", required = true, description = "The painting. Required.")
    private Path style = Path.of("");

    @Option(
            names = "--photographs",
            paramLabel = "FOLDER|ARCHIVE",
            required = true,
            description =
                    "Photographs to learn to paint, a folder, .zip or .tar.gz; no labels are needed. Required; repeatable.")
    private List<Path> photographs = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many photographs. Default: ${DEFAULT-VALUE}.",
            defaultValue = "4000")
    private int limit = 4000;

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
    private List<String> changes = new ArrayList<>();

    @Option(
            names = "--styles",
            paramLabel = "FOLDER",
            description = "Where the style goes, as <name>/<time>. Default: ${DEFAULT-VALUE}.",
            defaultValue = "styles")
    private Path styles = Path.of("styles");

    @Option(
            names = "--start",
            paramLabel = "NAME|FOLDER",
            description = "Begins with the network of another fast style, which needs fewer steps.")
    private @Nullable String start;

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
        if (limit < 1) {
            throw new UsageException("--limit is %d; expected 1 or more photographs.".formatted(limit));
        }
        FastRecipe resolved =
                UsageException.unlessGood(() -> FastRecipe.read(recipe == null ? "fast" : recipe.toString(), changes));
        Picture painting = new ImageDoor().read(style);
        Photographs seen = Photographs.read(
                photographs,
                limit,
                FastRecipe.Learning.LARGEST_SCENE,
                resolved.learning().seed());
        err.printf(
                Locale.ROOT,
                "%s%nPhotographs to learn from: %,d",
                resolved.toToml(),
                seen.pictures().size());
        err.println(seen.refused() == 0 ? "." : "; files that were no pictures: %,d.".formatted(seen.refused()));
        err.flush();
        FastTraining training = UsageException.unlessGood(() -> FastTraining.of(resolved, painting, seen.pictures()));
        String begin = start;
        FastStyle beginning = begin == null ? null : UsageException.unlessGood(() -> FastStyle.open(begin));
        FastTraining.Result result;
        try (Interruption interruption = Interruption.awaited()) {
            result = training.run(beginning, checkpoint, lesson(resolved, seen), progress -> {
                tell(progress, seen.pictures().get(0), err);
                return !interruption.asked();
            });
        }
        if (result.steps() < resolved.learning().steps()) {
            err.println(
                    checkpoint == null
                            ? "Stopped; nothing was kept, as there was no --checkpoint."
                            : "Stopped; the same command goes on.");
            err.flush();
            return Gioconda.FAILED;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(written(resolved, seen, result));
        out.flush();
        return 0;
    }

    private Map<String, String> lesson(FastRecipe resolved, Photographs seen) throws IOException {
        return new TreeMap<>(Map.of(
                "recipe", resolved.toToml(),
                "painting", Checksum.sha256(style).hex(),
                "start", String.valueOf(start),
                "photographs", "%d of %s".formatted(seen.pictures().size(), photographs)));
    }

    private void tell(FastProgress progress, Picture sample, PrintWriter err) {
        if (progress.step() % LINE_EVERY != 0 && progress.step() != progress.steps()) {
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
                PictureFile.write(preview, progress.painter().apply(sample));
            } catch (IOException failed) {
                throw new UncheckedIOException("The preview could not be written to " + preview, failed);
            }
        }
    }

    private Path written(FastRecipe resolved, Photographs seen, FastTraining.Result result) throws IOException {
        String file = String.valueOf(style.getFileName());
        String called = name == null ? file.replaceFirst("\\.[^.]*$", "") : name;
        String version = RunFolder.timestamp();
        Path folder = styles.resolve(called).resolve(version);
        FastStyleManifest manifest = new FastStyleManifest(
                FastStyleManifest.FORMAT,
                called,
                version,
                new TreeMap<>(Map.of(
                        "title",
                        title == null ? file : title,
                        "sha256",
                        Checksum.sha256(style).hex())),
                "%,d of %s"
                        .formatted(
                                seen.pictures().size(),
                                String.join(
                                        ", ",
                                        photographs.stream()
                                                .map(path -> String.valueOf(path.getFileName()))
                                                .toList())),
                new TreeMap<>(Map.of(
                        "content", result.losses().content(),
                        "style", result.losses().style(),
                        "total", result.losses().total())),
                resolved.toToml(),
                Map.of());
        FastStyleFiles.write(folder, manifest, result.network().state(), card(manifest));
        return folder;
    }

    private static String card(FastStyleManifest manifest) {
        return String.format(
                Locale.ROOT,
                """
                # %s

                Paints any picture in the style of "%s", in one pass; made by `gioconda style learn`.

                - Learnt on photographs: %s.
                - What is left of the photographs' own style loss: %.3f; content loss %.3f.

                The recipe stands in `manifest.json`.
                """,
                manifest.name(),
                manifest.painting().get("title"),
                manifest.photographs(),
                manifest.metrics().get("style"),
                manifest.metrics().get("content"));
    }
}
