package dev.gioconda.bench;

import dev.gioconda.evaluate.Interval;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.model.Pretrained;
import dev.gioconda.style.FeatureExtractors;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.metric.StyleMetric;
import dev.gioconda.style.metric.StyleScores;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch;

/**
 * Compares style recipes on the same pairs of content and style image, with the same network and the same time for each image, by
 * {@link StyleMetric}. The time of an iteration is measured on the first pair and sets a recipe's number of iterations.
 */
public final class StyleComparison {

    private static final int CALIBRATION_ITERATIONS = 24;

    private StyleComparison() {}

    /**
     * Arguments: folder of content images, folder of style images, the number of each (6, 8), the long side in pixels (128), seconds per
     * stylized image (8), threads (1), and presets (balanced neural-style study-vgg19 crowsonkb).
     */
    public static void main(String[] args) throws IOException {
        List<Picture> contentImages = pictures(Path.of(args[0]), Integer.parseInt(args[2]));
        List<Picture> styleImages = pictures(Path.of(args[1]), Integer.parseInt(args[3]));
        int side = Integer.parseInt(args[4]);
        double seconds = Double.parseDouble(args[5]);
        torch.set_num_threads(Integer.parseInt(args[6]));
        List<String> presets = List.of(args).subList(7, args.length);
        StyleMetric metric = StyleMetric.installed();
        System.out.println(metric.label());
        System.out.printf(
                "%-14s %10s %22s %8s %8s %8s %8s%n",
                "", "iterations", "score (95 %)", "style", "content", "edges", "palette");
        Map<String, double[]> scores = new LinkedHashMap<>();
        for (String preset : presets) {
            StyleRecipe probe = recipe(preset, CALIBRATION_ITERATIONS);
            FeatureExtractor extractor = FeatureExtractors.of(Pretrained.painting(), probe, 1);
            StyleTask first = task(contentImages.get(0), styleImages.get(0), side);
            new StyleTransfer(probe, extractor).stylize(first);
            double secondsPerIteration =
                    new StyleTransfer(probe, extractor).stylize(first).seconds() / CALIBRATION_ITERATIONS;
            StyleRecipe recipe = recipe(preset, Math.max(1, (int) (seconds / secondsPerIteration)));
            List<StyleScores> results = new ArrayList<>();
            for (Picture contentImage : contentImages) {
                for (Picture styleImage : styleImages) {
                    Picture stylized = new StyleTransfer(recipe, extractor)
                            .stylize(task(contentImage, styleImage, side))
                            .image();
                    results.add(metric.measure(contentImage, styleImage, stylized));
                }
            }
            scores.put(preset, results.stream().mapToDouble(StyleScores::score).toArray());
            print(preset, recipe.scales().iterations(), results, contentImages.size());
        }
        double[] ours = Objects.requireNonNull(scores.get(presets.get(0)));
        scores.forEach((preset, theirs) -> {
            double[] differences = new double[ours.length];
            for (int i = 0; i < differences.length; i++) {
                differences[i] = theirs[i] - ours[i];
            }
            Interval interval = Interval.pigeonholeBootstrap(differences, contentImages.size());
            System.out.printf(
                    Locale.ROOT,
                    "%s less %s: %.3f (%.3f to %.3f)%n",
                    preset,
                    presets.get(0),
                    mean(differences),
                    interval.low(),
                    interval.high());
        });
    }

    private static StyleRecipe recipe(String preset, int iterations) throws IOException {
        StyleRecipe recipe = StyleRecipes.read(preset, List.of());
        return recipe.withNetwork(Pretrained.PAINTING, recipe.weights(), recipe.pooling())
                .withPrecision("auto")
                .withIterations(iterations);
    }

    private static StyleTask task(Picture contentImage, Picture styleImage, int side) {
        return StyleTask.of(contentImage, styleImage, side, 1);
    }

    private static List<Picture> pictures(Path folder, int count) throws IOException {
        List<Picture> pictures = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().limit(count).toList()) {
                pictures.add(new SafeImageDecoder().read(file));
            }
        }
        return pictures;
    }

    private static void print(String preset, int iterations, List<StyleScores> results, int rows) {
        double[] score = results.stream().mapToDouble(StyleScores::score).toArray();
        Interval interval = Interval.pigeonholeBootstrap(score, rows);
        System.out.printf(
                Locale.ROOT,
                "%-14s %10d %8.3f (%.3f-%.3f) %8.3f %8.3f %8.3f %8.2f%n",
                preset,
                iterations,
                mean(score),
                interval.low(),
                interval.high(),
                results.stream()
                        .mapToDouble(StyleScores::styleDistance)
                        .average()
                        .orElse(Double.NaN),
                results.stream()
                        .mapToDouble(StyleScores::contentDistance)
                        .average()
                        .orElse(Double.NaN),
                results.stream()
                        .mapToDouble(StyleScores::edgeSimilarity)
                        .average()
                        .orElse(Double.NaN),
                results.stream()
                        .mapToDouble(StyleScores::colorDistance)
                        .average()
                        .orElse(Double.NaN));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
