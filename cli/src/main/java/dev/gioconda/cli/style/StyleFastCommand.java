package dev.gioconda.cli.style;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.ForceOption;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.InputImage;
import dev.gioconda.cli.command.OutputFile;
import dev.gioconda.cli.command.ThreadOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.model.FastStyleFiles;
import dev.gioconda.style.fast.FastStyle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code gioconda style fast}. */
@Command(
        name = "fast",
        description = "Stylizes an image in one pass of a network that was trained on one style.",
        footer = {
            "  gioconda style fast --list",
            "  gioconda style fast --style starry-night --content me.jpg --output me.png",
            "  gioconda style fast --style styles/irises/20261126-120000 --content me.jpg --size 1024"
        })
final class StyleFastCommand extends GiocondaCommand {

    @Option(names = "--list", description = "List the styles that are part of the program.")
    private boolean list;

    @Option(names = "--content", paramLabel = "FILE", description = "The content image. Required, except with --list.")
    private @Nullable Path contentFile;

    @Option(
            names = "--style",
            paramLabel = "NAME|FOLDER",
            description = "A style of --list, or a folder that \"style learn\" wrote. Required, except with --list.")
    private @Nullable String styleName;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "Long side of the result. Default: ${DEFAULT-VALUE}.",
            defaultValue = "" + StyleInputs.DEFAULT_SIZE)
    private int size = StyleInputs.DEFAULT_SIZE;

    @Option(
            names = "--output",
            paramLabel = "FILE.png",
            description = "The PNG file to write. Default: ${DEFAULT-VALUE}.",
            defaultValue = StyleRunOptions.DEFAULT_FILE)
    private Path output = Path.of(StyleRunOptions.DEFAULT_FILE);

    @Mixin
    private ForceOption force = new ForceOption();

    @Mixin
    private InputImage images = new InputImage();

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Override
    protected int run() throws IOException {
        if (list) {
            for (String name : FastStyleFiles.SHIPPED) {
                String title = String.valueOf(
                        FastStyle.load(name).manifest().styleImage().get("title"));
                print(Map.of("name", name, "title", title), "%-18s %s".formatted(name, title));
            }
            return ExitCode.OK;
        }
        if (contentFile == null || styleName == null) {
            throw new ParameterException(
                    line(),
                    "Missing required option: '%s'".formatted(contentFile == null ? "--content=FILE" : "--style=NAME"));
        }
        threads.apply();
        Path contentPath = contentFile;
        String nameOrFolder = styleName;
        output = force.check(List.of(contentPath)).png("--output", output, StyleRunOptions.DEFAULT_FILE);
        FastStyle fastStyle = UsageException.asUsageError(() -> FastStyle.load(nameOrFolder));
        Picture contentImage = images.read(contentPath);
        long start = System.nanoTime();
        Picture stylized = UsageException.asUsageError(() -> fastStyle.stylize(contentImage, size));
        double seconds = (System.nanoTime() - start) / 1e9;
        OutputFile.write(output, PictureWriter.png(stylized));
        report(fastStyle, stylized, seconds);
        return ExitCode.OK;
    }

    private void report(FastStyle fastStyle, Picture stylized, double seconds) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("output", output.toString());
        line.put("style", fastStyle.manifest().name());
        line.put("version", fastStyle.manifest().version());
        line.put("width", stylized.width());
        line.put("height", stylized.height());
        line.put("seconds", seconds);
        print(
                line,
                String.format(
                        Locale.ROOT,
                        "%s: %d x %d in the style %s, %.2f s",
                        output,
                        stylized.width(),
                        stylized.height(),
                        fastStyle.manifest().name(),
                        seconds));
    }
}
