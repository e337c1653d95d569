package dev.gioconda.cli.style;

import dev.gioconda.cli.command.BackboneOptions;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.InputImage;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gioconda style layers}. */
@Command(
        name = "layers",
        description =
                "Lists the layers of a network, scores them as content and style layers, and suggests the best for style transfer.",
        footer = {
            "  gioconda style layers --backbone resnet50 --weights random",
            "  gioconda style layers --suggest --backbone squeezenet1_1 --style irises.jpg --style great_wave.jpg"
        })
final class StyleLayersCommand extends GiocondaCommand {

    private static final int SYNTHETIC_PORTRAITS = 4;

    @Mixin
    private BackboneOptions backbone = new BackboneOptions();

    @Option(names = "--suggest", description = "Score every layer and print --set options for the best.")
    private boolean suggest;

    @Option(
            names = "--content",
            paramLabel = "FILE",
            description = "Content images to measure with; repeatable. Default: synthetic portraits.")
    private List<Path> contentFiles = new ArrayList<>();

    @Option(
            names = "--style",
            paramLabel = "FILE",
            description = "Style images to measure with, two or more; repeatable. Default: procedural textures.")
    private List<Path> styleFiles = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Seed of random weights. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private long seed = 1;

    @Mixin
    private InputImage images = new InputImage();

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Override
    protected int run() throws IOException {
        threads.apply();
        String network = backbone.backboneOr(Pretrained.PAINTING);
        String weights = backbone.weightsOr(Pretrained.AUTO);
        StyleRecipe recipe = UsageException.asUsageError(() -> {
            StyleRecipe quick = StyleRecipes.read("quick", List.of());
            return quick.withNetwork(network, weights, quick.pooling());
        });
        Pretrained pretrained =
                UsageException.asUsageError(() -> Pretrained.find(network, weights, OfficialWeights.forCurrentUser()));
        FeatureExtractor extractor = FeatureExtractors.of(pretrained, recipe, seed);
        err().printf("Network: %s, %s weights%n", pretrained.spec(), pretrained.label());
        err().flush();
        if (suggest) {
            List<LayerScore> scores =
                    new LayerAnalysis(extractor).measure(contentImages(), styleImages(), score -> true);
            printSuggestion(scores, LayerChoice.of(scores));
        } else {
            extractor.network().layerNames().forEach(name -> print(Map.of("layer", name), name));
        }
        return ExitCode.OK;
    }

    private void printSuggestion(List<LayerScore> scores, LayerChoice choice) {
        String network = backbone.backboneOr(Pretrained.PAINTING);
        String weights = backbone.weightsOr(Pretrained.AUTO);
        List<String> arguments = new ArrayList<>(List.of("--backbone", network));
        if (!weights.equals(Pretrained.AUTO)) {
            arguments.addAll(List.of("--weights", weights));
        }
        choice.changes().forEach(change -> arguments.addAll(List.of("--set", change)));
        PrintWriter out = out();
        if (json()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("backbone", network);
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
            throw new UsageException(
                    "There is one --style; expected two or more, since layers are scored by how well they separate styles, or none.");
        }
        return styleFiles.isEmpty() ? ProceduralTextures.all() : read(styleFiles);
    }

    private List<Picture> read(List<Path> files) throws IOException {
        List<Picture> pictures = new ArrayList<>();
        for (Path file : files) {
            pictures.add(images.read(file));
        }
        return pictures;
    }
}
