package dev.gioconda.study;

import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.model.Pretrained;
import dev.gioconda.nn.BackboneSpec;
import dev.gioconda.report.chart.Thumbnail;
import dev.gioconda.report.study.StudyPage;
import dev.gioconda.style.FeatureExtractors;
import dev.gioconda.style.LoadedRecipe;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.metric.StyleMetric;
import dev.gioconda.style.metric.StyleScores;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import dev.gioconda.train.Recipes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

/**
 * The study's second chapter: its three style transfers, and one recipe with backbones of which different layers were
 * trained on faces.
 *
 * @param config images, iterations and size
 * @param models folders of models with a backbone and the study's head; the last one is the study's third network
 * @param listener of the progress
 */
record StyleStudy(StudyConfig.StyleTransferConfig config, List<Path> models, Consumer<StudyProgress> listener) {

    private static final long SEED = 1;
    private static final List<String> STYLE_LAYERS =
            List.of("block1_conv1", "block2_conv1", "block3_conv1", "block4_conv1", "block5_conv1", "block5_conv4");

    private record ContentStylePair(Picture content, Picture style) {}

    StudyPage.StyleTransferStudy run() throws IOException {
        try (StyleMetric metric = StyleMetric.embedded()) {
            return run(metric);
        }
    }

    private StudyPage.StyleTransferStudy run(StyleMetric metric) throws IOException {
        List<ContentStylePair> pairs = config.contentImages().values().stream()
                .flatMap(content ->
                        config.styleImages().values().stream().map(style -> new ContentStylePair(content, style)))
                .toList();
        ContentStylePair first = pairs.get(0);
        List<StudyPage.StyleTransferRun> runs = new ArrayList<>();
        for (String preset : List.of("study-vgg16", "study-vgg19")) {
            LoadedRecipe loadedRecipe = LoadedRecipe.load(recipe(preset), SEED);
            runs.add(run(preset, loadedRecipe.label(), loadedRecipe.transfer(), first, metric));
        }
        Path faceModel = models.get(models.size() - 1);
        StyleRecipe recipe = StyleRecipes.withResolvedPrecision(recipe("study-face"));
        runs.add(run(
                "study-face",
                "%s, %s".formatted(ModelFiles.manifest(faceModel).id(), unfrozenLayers(faceModel)),
                new StyleTransfer(recipe, FeatureExtractors.ofModel(faceModel, recipe)),
                first,
                metric));
        return new StudyPage.StyleTransferStudy(
                describe(pairs.size()),
                thumbnail(first.content(), "content"),
                thumbnail(first.style(), "style"),
                runs,
                config.contentImages().size(),
                compareTuned(pairs, metric));
    }

    private StyleRecipe recipe(String preset) throws IOException {
        return StyleRecipes.read(preset, List.of()).withIterations(config.iterations());
    }

    private StudyPage.StyleTransferRun run(
            String name, String network, StyleTransfer transfer, ContentStylePair pair, StyleMetric metric) {
        DoubleStream.Builder losses = DoubleStream.builder();
        StyleTransfer.StyleResult result = transfer.stylize(task(pair), progress -> {
            losses.add(progress.losses().total());
            return true;
        });
        StyleScores scores = metric.measure(pair.content(), pair.style(), result.image());
        report(name, network, result.seconds(), scores.score());
        return new StudyPage.StyleTransferRun(
                name, network, losses.build().toArray(), result.seconds(), Thumbnail.of(result.image(), name), scores);
    }

    /**
     * Stylizes with the weights that the models started from, then with those of each model. The recipe adds
     * {@code block5_conv4} to the style layers, since {@code balanced} uses none of the layers that classifier B has trained.
     */
    private List<StudyPage.TunedWeightsResult> compareTuned(List<ContentStylePair> pairs, StyleMetric metric)
            throws IOException {
        Manifest lastManifest = ModelFiles.manifest(models.get(models.size() - 1));
        BackboneSpec spec = BackboneSpec.parse(lastManifest
                .architecture()
                .substring(0, lastManifest.architecture().lastIndexOf('/')));
        boolean embedded = lastManifest.parent().equals(Pretrained.embedded().parent());
        StyleRecipe balanced = recipe("balanced");
        StyleRecipe recipe = StyleRecipes.withResolvedPrecision(balanced.withNetwork(
                        embedded ? Pretrained.EMBEDDED : spec.network(),
                        balanced.weights(),
                        spec.pooling()) // a model keeps the pooling that it was trained with
                .withStyle(balanced.style().withLayers(STYLE_LAYERS, Collections.nCopies(STYLE_LAYERS.size(), 1.0))));
        LoadedRecipe baseline = LoadedRecipe.load(recipe, SEED);
        List<StudyPage.TunedWeightsResult> rows = new ArrayList<>();
        rows.add(row("none", baseline.label(), baseline.transfer(), pairs, metric));
        for (Path model : models) {
            rows.add(row(
                    unfrozenLayers(model),
                    ModelFiles.manifest(model).id(),
                    new StyleTransfer(recipe, FeatureExtractors.ofModel(model, recipe)),
                    pairs,
                    metric));
        }
        return rows;
    }

    private StudyPage.TunedWeightsResult row(
            String layers, String model, StyleTransfer transfer, List<ContentStylePair> pairs, StyleMetric metric) {
        List<StyleScores> allScores = new ArrayList<>();
        Picture shown = pairs.get(0).content();
        for (ContentStylePair pair : pairs) {
            Picture stylized = transfer.stylize(task(pair)).image();
            shown = allScores.isEmpty() ? stylized : shown;
            allScores.add(metric.measure(pair.content(), pair.style(), stylized));
        }
        StudyPage.TunedWeightsResult row =
                new StudyPage.TunedWeightsResult(layers, model, allScores, Thumbnail.of(shown, layers));
        report(
                "balanced",
                model,
                Double.NaN,
                allScores.stream().mapToDouble(StyleScores::score).average().orElse(Double.NaN));
        return row;
    }

    private StyleTask task(ContentStylePair pair) {
        return StyleTask.of(pair.content(), pair.style(), config.size(), SEED);
    }

    /** The layers that were trained on faces. */
    private static String unfrozenLayers(Path model) throws IOException {
        Manifest manifest = ModelFiles.manifest(model);
        String unfrozen = Recipes.parse(manifest.recipe(), manifest.id(), List.of())
                .transfer()
                .unfreeze();
        return unfrozen.equals("all") || unfrozen.matches("[0-9]+")
                ? unfrozen.equals("all") ? "all layers" : "the last " + unfrozen
                : "from " + unfrozen + " on";
    }

    private Thumbnail thumbnail(Picture picture, String caption) {
        Size fitted = Size.of(picture).withLongSide(config.size());
        return Thumbnail.of(Resampler.resize(picture, fitted.width(), fitted.height()), caption);
    }

    private void report(String name, String network, double seconds, double score) {
        listener.accept(new StudyProgress.Stylized(name, network, seconds, score));
    }

    private String describe(int pairs) {
        return ("Three style transfers of the study: %s in the style of %s, %,d iterations at %d pixels (the study used 5,000 with "
                        + "its first network and 10,000 with the others, at a size that it does not state). %s")
                .formatted(
                        config.contentImages().keySet().iterator().next(),
                        config.styleImages().keySet().iterator().next(),
                        config.iterations(),
                        config.size(),
                        pairs == 1
                                ? "One pair of images demonstrates the method and is no evidence."
                                : "The last table is the mean over all %d pairs of content and style images."
                                        .formatted(pairs));
    }
}
