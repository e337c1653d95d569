package dev.gioconda.cli;

import dev.gioconda.image.ImageDoor;
import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureWriter;
import dev.gioconda.model.Pretrained;
import dev.gioconda.style.FeatureNet;
import dev.gioconda.style.StyleRecipe;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.weights.OfficialWeights;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gioconda style}. */
@Command(
        name = "style",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Paints a photograph in the style of a painting.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gioconda style --content me.jpg --style starry_night.jpg --preset quick --size 256 --output me.png",
            "  gioconda style --content me.jpg --style irises.jpg --preset portrait --colours luminance",
            "  gioconda style --content me.jpg --style a.jpg:2 --style b.jpg:1 --preview preview.png"
        })
final class StyleCommand implements Callable<Integer> {

    @Option(names = "--content", paramLabel = "FILE", required = true, description = "The photograph.")
    private Path content = Path.of("");

    @Option(
            names = "--style",
            paramLabel = "FILE[:WEIGHT]",
            required = true,
            description = "The painting whose style is taken. Repeatable, with weights.")
    private List<String> styles = new ArrayList<>();

    @Mixin
    private StyleOptions options = new StyleOptions();

    @Option(
            names = "--mask",
            paramLabel = "FILE",
            description = "White where the photograph is painted, black where it stays.")
    private @Nullable Path mask;

    @Option(names = "--start", paramLabel = "FILE", description = "A picture to begin with.")
    private @Nullable Path start;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "The result's long side, 32 to 4096. Default: ${DEFAULT-VALUE}.",
            defaultValue = "512")
    private int size = 512;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where the picture goes, as PNG. Default: ${DEFAULT-VALUE}.",
            defaultValue = "painting.png")
    private Path output = Path.of("painting.png");

    @Option(
            names = "--preview",
            paramLabel = "FILE",
            description = "Where the picture so far is written every few seconds, to be watched.")
    private @Nullable Path preview;

    @Option(
            names = "--seed",
            description = "Of noise and random weights. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private long seed = 1;

    @Option(names = "--json", description = "Print losses and times as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        options.threads();
        StyleRecipe recipe = UsageException.unlessGood(options::recipe);
        ImageDoor door = new ImageDoor();
        Picture photograph = door.read(content);
        List<StyleTask.Source> sources = new ArrayList<>();
        for (String style : styles) {
            sources.add(source(style, door));
        }
        StyleTask task = UsageException.unlessGood(() -> new StyleTask(
                photograph,
                sources,
                mask == null ? null : door.read(mask),
                start == null ? null : door.read(start),
                size,
                seed));
        Pretrained found = UsageException.unlessGood(
                () -> Pretrained.find(recipe.backbone(), recipe.weights(), OfficialWeights.ofThisUser()));
        if (!found.label().equals(recipe.backbone())) {
            err.printf("Network: %s, %s weights%n", found.spec(), found.label());
        }
        StyleView view = new StyleView(err, preview);
        StyleTransfer.Result result = new StyleTransfer(recipe, FeatureNet.of(found, recipe, seed)).paint(task, view);
        view.close();
        write(output, result.picture());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("output", output.toString());
            line.put("width", result.picture().width());
            line.put("height", result.picture().height());
            line.put("preset", options.preset());
            line.put("backbone", found.spec().toString());
            line.put("weights", found.label());
            line.put("seed", seed);
            line.put("iterations", result.iterations());
            line.put("seconds", result.seconds());
            line.put("threads", torch.get_num_threads());
            line.put("losses", result.losses());
            line.put("history", view.history());
            out.println(Json.line(line));
        } else {
            out.printf(
                    Locale.ROOT,
                    "%s: %d x %d, %d iterations in %.1f s, loss %.4g%n",
                    output,
                    result.picture().width(),
                    result.picture().height(),
                    result.iterations(),
                    result.seconds(),
                    result.losses().total());
        }
        out.flush();
        return 0;
    }

    private static StyleTask.Source source(String style, ImageDoor door) throws IOException {
        int colon = style.lastIndexOf(':');
        boolean weighted = colon > 0 && style.substring(colon + 1).matches("[0-9]+(\\.[0-9]+)?");
        Path file = Path.of(weighted ? style.substring(0, colon) : style);
        double weight = weighted ? Double.parseDouble(style.substring(colon + 1)) : 1;
        Picture picture = door.read(file);
        return UsageException.unlessGood(() -> new StyleTask.Source(picture, weight, null));
    }

    /** A picture appears whole or not at all. */
    static void write(Path file, Picture picture) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Path draft = Files.createTempFile(parent, ".painting", ".png");
        try {
            Files.write(draft, PictureWriter.png(picture));
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
