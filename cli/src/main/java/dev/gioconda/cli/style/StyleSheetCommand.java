package dev.gioconda.cli.style;

import dev.gioconda.cli.command.OutputFile;
import dev.gioconda.cli.command.ShellWords;
import dev.gioconda.cli.command.ThreadOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.image.ContactSheet;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.recipe.StyleRecipe;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gioconda style sheet}. */
@Command(
        name = "sheet",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Paints small variants side by side, to choose from before the large one.",
        footerHeading = "%nExample:%n",
        footer = "  gioconda style sheet --content me.jpg --style irises.jpg --preset balanced")
final class StyleSheetCommand implements Callable<Integer> {

    private static final int VARIANT_SIDE = 160;
    private static final int COLUMNS = 4;

    @Mixin
    private StyleInputs inputs = new StyleInputs();

    @Option(
            names = "--preset",
            paramLabel = "NAME|FILE",
            description = "What is varied. Default: ${DEFAULT-VALUE}.",
            defaultValue = "balanced")
    private String preset = "balanced";

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Changes the preset. Repeatable.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--backbone",
            description =
                    "The network that looks. Default: embedded, the fastest, whatever the large painting will take.")
    private @Nullable String backbone;

    @Option(names = "--weights", paramLabel = "FILE|auto|embedded|random", description = "Its weights.")
    private @Nullable String weights;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description = "Of each variant. Default: ${DEFAULT-VALUE}.",
            defaultValue = "60")
    private int iterations = 60;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where the sheet goes, as PNG. Default: ${DEFAULT-VALUE}.",
            defaultValue = "sheet.png")
    private Path output = Path.of("sheet.png");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Path content = inputs.requireContent(spec.commandLine());
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        OutputFile.requirePng(output);
        threads.apply();
        StyleTask task = inputs.readTask(content, null, VARIANT_SIDE);
        List<StyleVariant> variants = UsageException.asUsageError(() -> StyleVariant.of(preset, commonArguments()));
        ContactSheet sheet = new ContactSheet(task.longSide());
        sheet.add(task.content(), "photograph");
        for (int i = 0; i < task.styles().size(); i++) {
            sheet.add(task.styles().get(i).picture(), "style " + (i + 1));
        }
        Map<String, FeatureExtractor> extractors = new LinkedHashMap<>(); // most variants look through the same one
        for (int i = 0; i < variants.size(); i++) {
            StyleVariant variant = variants.get(i);
            StyleRecipe recipe = UsageException.asUsageError(() -> variant.recipe(
                    "--iterations",
                    String.valueOf(iterations),
                    "--backbone",
                    backbone == null ? "embedded" : backbone));
            String key = "%s %s %s %s".formatted(recipe.weights(), recipe.pooling(), recipe.border(), recipe.range());
            FeatureExtractor extractor = extractors.get(key);
            if (extractor == null) {
                extractor = StyleOptions.openStyle(recipe, task.seed(), err).extractor();
                extractors.put(key, extractor);
            }
            StyleTransfer.StyleResult result = new StyleTransfer(recipe, extractor).stylize(task);
            String caption = "%d %s".formatted(i + 1, variant.caption());
            sheet.add(result.image(), caption);
            err.printf(Locale.ROOT, "%s: %.1f s%n", caption, result.seconds());
            err.flush();
            out.printf("%2d  %s%n", i + 1, command(content, variant));
        }
        OutputFile.write(output, sheet.render(COLUMNS));
        out.println(output);
        out.flush();
        return 0;
    }

    private List<String> commonArguments() {
        List<String> common = new ArrayList<>();
        overrides.forEach(change -> common.addAll(List.of("--set", change)));
        if (weights != null) {
            common.addAll(List.of("--weights", weights));
        }
        return common;
    }

    private String command(Path content, StyleVariant variant) {
        List<String> commandLine = new ArrayList<>(List.of("./gioconda", "style", "--content", content.toString()));
        inputs.styles().forEach(style -> commandLine.addAll(List.of("--style", style)));
        commandLine.addAll(variant.arguments());
        if (backbone != null) {
            commandLine.addAll(List.of("--backbone", backbone));
        }
        return ShellWords.join(commandLine);
    }
}
