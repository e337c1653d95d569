package dev.gioconda.cli.style;

import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.OutputFile;
import dev.gioconda.cli.command.ThreadOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.model.FastStyleFiles;
import dev.gioconda.style.fast.FastStyle;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gioconda style fast}. */
@Command(
        name = "fast",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Paints a photograph in one pass, in a style that a network has learnt.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gioconda style fast --list",
            "  gioconda style fast --style starry-night --content me.jpg --output me.png",
            "  gioconda style fast --style styles/irises/20261126-120000 --content me.jpg --size 1024"
        })
final class StyleFastCommand implements Callable<Integer> {

    @Option(names = "--list", description = "Lists the styles that are part of the program.")
    private boolean list;

    @Option(names = "--content", paramLabel = "FILE", description = "The photograph. Required.")
    private @Nullable Path contentFile;

    @Option(
            names = "--style",
            paramLabel = "NAME|FOLDER",
            description = "A style of --list, or a folder that \"style learn\" made. Required.")
    private @Nullable String styleName;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "The result's long side. Default: ${DEFAULT-VALUE}.",
            defaultValue = "512")
    private int size = StyleInputs.DEFAULT_SIZE;

    @Option(
            names = "--output",
            paramLabel = "FILE.png",
            description = "Where the painting goes. Default: ${DEFAULT-VALUE}.",
            defaultValue = "painting.png")
    private Path output = Path.of("painting.png");

    @Option(names = "--json", description = "Print times and sizes as JSON.")
    private boolean json;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            for (String name : FastStyleFiles.SHIPPED) {
                out.printf(
                        "%-18s %s%n",
                        name, FastStyle.load(name).manifest().styleImage().get("title"));
            }
            out.flush();
            return 0;
        }
        if (contentFile == null || styleName == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Missing required option: '%s'".formatted(contentFile == null ? "--content=FILE" : "--style=NAME"));
        }
        OutputFile.requirePng(output);
        threads.apply();
        Path contentPath = contentFile;
        String nameOrFolder = styleName;
        FastStyle fastStyle = UsageException.asUsageError(() -> FastStyle.load(nameOrFolder));
        Picture contentImage = new SafeImageDecoder().read(contentPath);
        long start = System.nanoTime();
        Picture stylized = UsageException.asUsageError(() -> fastStyle.stylize(contentImage, size));
        double seconds = (System.nanoTime() - start) / 1e9;
        OutputFile.write(output, PictureWriter.png(stylized));
        report(out, fastStyle, stylized, seconds);
        return 0;
    }

    private void report(PrintWriter out, FastStyle fastStyle, Picture stylized, double seconds) {
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("output", output.toString());
            line.put("style", fastStyle.manifest().name());
            line.put("version", fastStyle.manifest().version());
            line.put("width", stylized.width());
            line.put("height", stylized.height());
            line.put("seconds", seconds);
            out.println(JsonLines.line(line));
        } else {
            out.printf(
                    Locale.ROOT,
                    "%s: %d x %d in the style %s, %.2f s%n",
                    output,
                    stylized.width(),
                    stylized.height(),
                    fastStyle.manifest().name(),
                    seconds);
        }
        out.flush();
    }
}
