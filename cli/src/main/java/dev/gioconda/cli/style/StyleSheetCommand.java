package dev.gioconda.cli.style;

import dev.gioconda.cli.command.BackboneOptions;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.ForceOption;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.ModelOptions;
import dev.gioconda.cli.command.OutputFile;
import dev.gioconda.cli.command.SettingOptions;
import dev.gioconda.cli.command.ShellWords;
import dev.gioconda.cli.command.ThreadOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.image.ContactSheet;
import dev.gioconda.model.Pretrained;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gioconda style sheet}. */
@Command(
        name = "sheet",
        description =
                "Renders small variants of a style transfer side by side, to choose one before the full-size run. The default backbone is painting, the fastest.",
        footer = "  gioconda style sheet --content me.jpg --style irises.jpg --preset balanced")
final class StyleSheetCommand extends GiocondaCommand {

    static final int VARIANT_SIDE = 160; // pixels
    private static final int COLUMNS = 4;

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private StyleInputs inputs = new StyleInputs();

    @Option(
            names = "--preset",
            paramLabel = "NAME|FILE",
            description = "The preset that is varied. Default: ${DEFAULT-VALUE}.",
            defaultValue = "balanced")
    private String preset = "balanced";

    @Mixin
    private BackboneOptions backbone = new BackboneOptions();

    @Mixin
    private SettingOptions settings = new SettingOptions();

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description = "Iterations of each variant. Default: ${DEFAULT-VALUE}.",
            defaultValue = "60")
    private int iterations = 60;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Option(
            names = "--output",
            paramLabel = "FILE.png",
            description = "The PNG file to write. Default: ${DEFAULT-VALUE}.",
            defaultValue = "sheet.png")
    private Path output = Path.of("sheet.png");

    @Mixin
    private ForceOption force = new ForceOption();

    @Override
    protected int run() throws IOException {
        Path content = inputs.requireContent(line());
        PrintWriter err = err();
        output = force.check(inputs.files()).png("--output", output, "sheet.png");
        threads.apply();
        StyleTask task = inputs.readTask(content, null, VARIANT_SIDE);
        List<StyleVariant> variants = UsageException.asUsageError(() -> StyleVariant.of(preset, commonArguments()));
        ContactSheet sheet = new ContactSheet(task.longSide());
        sheet.add(task.content(), "content");
        for (int i = 0; i < task.styles().size(); i++) {
            sheet.add(task.styles().get(i).picture(), "style " + (i + 1));
        }
        Map<String, FeatureExtractor> extractors = new LinkedHashMap<>(); // most variants use the same one
        for (int i = 0; i < variants.size(); i++) {
            StyleVariant variant = variants.get(i);
            StyleRecipe recipe = UsageException.asUsageError(() -> variant.recipe(
                    "--iterations",
                    String.valueOf(iterations),
                    "--backbone",
                    backbone.backboneOr(Pretrained.PAINTING)));
            String key = "%s %s %s %s".formatted(recipe.weights(), recipe.pooling(), recipe.border(), recipe.range());
            FeatureExtractor extractor = extractors.get(key);
            if (extractor == null) {
                extractor = StyleOptions.loadRecipe(recipe, task.seed(), models.locator(), err)
                        .extractor();
                extractors.put(key, extractor);
            }
            StyleTransfer.StyleResult result = new StyleTransfer(recipe, extractor).stylize(task);
            String caption = "%d %s".formatted(i + 1, variant.caption());
            sheet.add(result.image(), caption);
            err.printf(Locale.ROOT, "%s: %.1f s%n", caption, result.seconds());
            err.flush();
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("variant", i + 1);
            line.put("caption", variant.caption());
            line.put("command", command(content, variant));
            print(line, "%2d  %s".formatted(i + 1, command(content, variant)));
        }
        OutputFile.write(output, sheet.render(COLUMNS));
        print(Map.of("output", output.toString()), output.toString());
        return ExitCode.OK;
    }

    private List<String> commonArguments() {
        List<String> common = new ArrayList<>();
        settings.changes().forEach(change -> common.addAll(List.of("--set", change)));
        String weights = backbone.weights();
        if (weights != null) {
            common.addAll(List.of("--weights", weights));
        }
        return common;
    }

    private String command(Path content, StyleVariant variant) {
        List<String> commandLine = new ArrayList<>(List.of("./gioconda", "style", "--content", content.toString()));
        inputs.styles().forEach(style -> commandLine.addAll(List.of("--style", style)));
        commandLine.addAll(variant.arguments());
        String network = backbone.backbone();
        if (network != null) {
            commandLine.addAll(List.of("--backbone", network));
        }
        return ShellWords.join(commandLine);
    }
}
