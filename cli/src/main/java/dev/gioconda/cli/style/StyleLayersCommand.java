package dev.gioconda.cli.style;

import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.ShellWords;
import dev.gioconda.cli.command.ThreadOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.model.Pretrained;
import dev.gioconda.style.FeatureExtractors;
import dev.gioconda.style.analysis.LayerAnalysis;
import dev.gioconda.style.analysis.LayerChoice;
import dev.gioconda.style.analysis.LayerScore;
import dev.gioconda.style.analysis.ProceduralTextures;
import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gioconda style layers}. */
@Command(
        name = "layers",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Names a network's layers, measures what they are good for, and suggests some to paint with.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gioconda style layers --backbone resnet50 --weights random",
            "  gioconda style layers --suggest --backbone squeezenet1_1 --style irises.jpg --style great_wave.jpg"
        })
final class StyleLayersCommand implements Callable<Integer> {

    private static final int SYNTHETIC_PORTRAITS = 4;

    @Option(
            names = "--backbone",
            description = "The network, such as vgg19, resnet50 or embedded. Default: ${DEFAULT-VALUE}.",
            defaultValue = "embedded")
    private String backbone = "embedded";

    @Option(
            names = "--weights",
            paramLabel = "FILE|auto|embedded|random",
            description = "Its weights. Default: ${DEFAULT-VALUE}.",
            defaultValue = "auto")
    private String weights = "auto";

    @Option(names = "--suggest", description = "Measure every layer and print --set options for the best.")
    private boolean suggest;

    @Option(
            names = "--content",
            paramLabel = "FILE",
            description = "Photographs to measure with; painted portraits without.")
    private List<Path> contentFiles = new ArrayList<>();

    @Option(names = "--style", paramLabel = "FILE", description = "Paintings to measure with; drawn textures without.")
    private List<Path> styleFiles = new ArrayList<>();

    @Option(names = "--seed", description = "Of random weights. Default: ${DEFAULT-VALUE}.", defaultValue = "1")
    private long seed = 1;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        threads.apply();
        StyleRecipe recipe = UsageException.asUsageError(() -> {
            StyleRecipe quick = StyleRecipes.read("quick", List.of());
            return quick.withNetwork(backbone, weights, quick.pooling());
        });
        Pretrained pretrained =
                UsageException.asUsageError(() -> Pretrained.find(backbone, weights, OfficialWeights.forCurrentUser()));
        FeatureExtractor extractor = FeatureExtractors.of(pretrained, recipe, seed);
        spec.commandLine().getErr().printf("Network: %s, %s weights%n", pretrained.spec(), pretrained.label());
        spec.commandLine().getErr().flush();
        if (suggest) {
            List<LayerScore> scores =
                    new LayerAnalysis(extractor).measure(contentImages(), styleImages(), score -> true);
            printSuggestion(out, scores, LayerChoice.of(scores));
        } else {
            extractor.network().layerNames().forEach(out::println);
        }
        out.flush();
        return 0;
    }

    private void printSuggestion(PrintWriter out, List<LayerScore> scores, LayerChoice choice) {
        List<String> arguments = new ArrayList<>(List.of("--backbone", backbone));
        if (!weights.equals("auto")) {
            arguments.addAll(List.of("--weights", weights));
        }
        choice.changes().forEach(change -> arguments.addAll(List.of("--set", change)));
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("backbone", backbone);
            line.put("content", choice.contentLayer());
            line.put("styles", choice.styleLayers());
            line.put("arguments", arguments);
            line.put("layers", scores);
            out.println(JsonLines.line(line));
            return;
        }
        out.printf("%-24s %6s %8s %8s %8s%n", "layer", "stride", "channels", "content", "style");
        for (LayerScore score : scores) {
            out.printf(
                    Locale.ROOT,
                    "%-24s %6d %8d %8.3f %8.3f%s%s%n",
                    score.layer(),
                    score.stride(),
                    score.channels(),
                    score.content(),
                    score.style(),
                    score.layer().equals(choice.contentLayer()) ? "  content" : "",
                    choice.styleLayers().contains(score.layer()) ? "  style" : "");
        }
        out.println(ShellWords.join(arguments));
    }

    private List<Picture> contentImages() throws IOException {
        if (!contentFiles.isEmpty()) {
            return read(contentFiles);
        }
        SafeImageDecoder decoder = new SafeImageDecoder();
        SyntheticPortraits portraits = new SyntheticPortraits(1, SYNTHETIC_PORTRAITS);
        List<Picture> pictures = new ArrayList<>();
        portraits.visit(portraits.entries(), (entry, bytes) -> pictures.add(decoder.decode(bytes)));
        return pictures;
    }

    private List<Picture> styleImages() throws IOException {
        if (styleFiles.size() == 1) {
            throw new UsageException("There is one --style; give two or more to be told apart, or none.");
        }
        return styleFiles.isEmpty() ? ProceduralTextures.all() : read(styleFiles);
    }

    private static List<Picture> read(List<Path> files) throws IOException {
        List<Picture> pictures = new ArrayList<>();
        for (Path file : files) {
            pictures.add(new SafeImageDecoder().read(file));
        }
        return pictures;
    }
}
