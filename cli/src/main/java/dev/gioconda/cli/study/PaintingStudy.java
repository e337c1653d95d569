package dev.gioconda.cli.study;

import dev.gioconda.image.Picture;
import dev.gioconda.image.face.FaceCropper;
import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.model.Pretrained;
import dev.gioconda.nn.BackboneSpec;
import dev.gioconda.report.chart.Thumbnail;
import dev.gioconda.report.study.StudyPage;
import dev.gioconda.style.Studio;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.features.FeatureNet;
import dev.gioconda.style.metric.Judge;
import dev.gioconda.style.metric.Verdict;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import dev.gioconda.train.Recipes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * The study's second chapter: its three style transfers, and one recipe with weights of which more or fewer layers were tuned on faces.
 *
 * @param photographs by name
 * @param styles by name
 * @param models folders of models with a backbone and the study's head; the last one is the study's third network
 * @param iterations of each painting
 * @param size of the paintings' long side
 */
record PaintingStudy(
        Map<String, Picture> photographs,
        Map<String, Picture> styles,
        List<Path> models,
        int iterations,
        int size,
        PrintWriter err) {

    private static final long SEED = 1;

    private record Pair(Picture photograph, Picture style) {}

    StudyPage.Painting paint() throws IOException {
        Judge judge = Judge.embedded();
        List<Pair> pairs = photographs.values().stream()
                .flatMap(photograph -> styles.values().stream().map(style -> new Pair(photograph, style)))
                .toList();
        Pair first = pairs.get(0);
        List<StudyPage.PaintingRun> runs = new ArrayList<>();
        for (String preset : List.of("study-vgg16", "study-vgg19")) {
            Studio studio = Studio.open(recipe(preset), SEED);
            runs.add(run(preset, studio.label(), studio.transfer(), first, judge));
        }
        Path face = models.get(models.size() - 1);
        StyleRecipe recipe = StyleRecipes.resolved(recipe("study-face"));
        runs.add(run(
                "study-face",
                "%s, %s".formatted(ModelFiles.manifest(face).id(), tuning(face)),
                new StyleTransfer(recipe, FeatureNet.ofModel(face, recipe)),
                first,
                judge));
        return new StudyPage.Painting(
                description(pairs.size()),
                thumbnail(first.photograph(), "photograph"),
                thumbnail(first.style(), "style"),
                runs,
                photographs.size(),
                tuned(pairs, judge));
    }

    private StyleRecipe recipe(String preset) throws IOException {
        return StyleRecipes.read(preset, List.of("pyramid.iterations=" + iterations));
    }

    private StudyPage.PaintingRun run(String name, String network, StyleTransfer transfer, Pair pair, Judge judge) {
        DoubleStream.Builder losses = DoubleStream.builder();
        StyleTransfer.Result result = transfer.paint(task(pair), progress -> {
            losses.add(progress.losses().total());
            return true;
        });
        Verdict verdict = judge.judge(pair.photograph(), pair.style(), result.picture());
        tell(name, network, result.seconds(), verdict.score());
        return new StudyPage.PaintingRun(
                name,
                network,
                losses.build().toArray(),
                result.seconds(),
                Thumbnail.of(result.picture(), name),
                verdict);
    }

    /**
     * The same recipe with the weights that the models began with, then with each model's. It also looks at {@code block5_conv4},
     * since {@code balanced} alone looks at none of the layers that classifier B has tuned.
     */
    private List<StudyPage.Tuned> tuned(List<Pair> pairs, Judge judge) throws IOException {
        Manifest last = ModelFiles.manifest(models.get(models.size() - 1));
        BackboneSpec spec = BackboneSpec.parse(
                last.architecture().substring(0, last.architecture().lastIndexOf('/')));
        boolean own = last.parent().equals(Pretrained.embedded().parent());
        StyleRecipe recipe = StyleRecipes.resolved(StyleRecipes.changed(
                recipe("balanced"),
                List.of(
                        "backbone=" + (own ? Pretrained.EMBEDDED : spec.network()),
                        "pooling="
                                + spec.pooling()
                                        .name()
                                        .toLowerCase(Locale.ROOT), // a model keeps the one it learnt with
                        "style.layers=[\"block1_conv1\",\"block2_conv1\",\"block3_conv1\",\"block4_conv1\",\"block5_conv1\","
                                + "\"block5_conv4\"]",
                        "style.weights=[1.0,1.0,1.0,1.0,1.0,1.0]")));
        Studio untuned = Studio.open(recipe, SEED);
        List<StudyPage.Tuned> rows = new ArrayList<>();
        rows.add(row("none", untuned.label(), untuned.transfer(), pairs, judge));
        for (Path model : models) {
            rows.add(row(
                    tuning(model),
                    ModelFiles.manifest(model).id(),
                    new StyleTransfer(recipe, FeatureNet.ofModel(model, recipe)),
                    pairs,
                    judge));
        }
        return rows;
    }

    private StudyPage.Tuned row(String layers, String model, StyleTransfer transfer, List<Pair> pairs, Judge judge) {
        List<Verdict> verdicts = new ArrayList<>();
        Picture shown = pairs.get(0).photograph();
        for (Pair pair : pairs) {
            Picture painted = transfer.paint(task(pair)).picture();
            shown = verdicts.isEmpty() ? painted : shown;
            verdicts.add(judge.judge(pair.photograph(), pair.style(), painted));
        }
        StudyPage.Tuned row = new StudyPage.Tuned(layers, model, verdicts, Thumbnail.of(shown, layers));
        tell(
                "balanced",
                model,
                Double.NaN,
                verdicts.stream().mapToDouble(Verdict::score).average().orElse(Double.NaN));
        return row;
    }

    private StyleTask task(Pair pair) {
        return new StyleTask(
                pair.photograph(), List.of(new StyleTask.Source(pair.style(), 1, null)), null, null, size, SEED);
    }

    /** Which layers learnt on faces. */
    private static String tuning(Path model) throws IOException {
        Manifest manifest = ModelFiles.manifest(model);
        String unfrozen = Recipes.parse(manifest.recipe(), manifest.id(), List.of())
                .transfer()
                .unfreeze();
        return unfrozen.equals("all") || unfrozen.matches("[0-9]+")
                ? unfrozen.equals("all") ? "all layers" : "the last " + unfrozen
                : "from " + unfrozen + " on";
    }

    private Thumbnail thumbnail(Picture picture, String caption) {
        Size fitted = Size.of(picture).fitted(size);
        return Thumbnail.of(FaceCropper.resized(picture, fitted.width(), fitted.height()), caption);
    }

    private void tell(String name, String network, double seconds, double score) {
        err.printf(
                Locale.ROOT,
                "%s with %s: score %.3f%s%n",
                name,
                network,
                score,
                Double.isNaN(seconds) ? "" : String.format(Locale.ROOT, ", %.1f s", seconds));
        err.flush();
    }

    private String description(int pairs) {
        return ("Three style transfers as the study made them: %s in the style of %s, %,d iterations at %d pixels (the study made 5,000 with "
                        + "its first network and 10,000 with the others, at a size that it does not name). %s")
                .formatted(
                        photographs.keySet().iterator().next(),
                        styles.keySet().iterator().next(),
                        iterations,
                        size,
                        pairs == 1
                                ? "One pair shows how it is done and proves nothing."
                                : "The last table is over all %d pairs of photographs and styles.".formatted(pairs));
    }
}
