package dev.gioconda.bench;

import dev.gioconda.evaluate.Interval;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.ImageDoor;
import dev.gioconda.model.Pretrained;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.features.FeatureNet;
import dev.gioconda.style.metric.Judge;
import dev.gioconda.style.metric.Verdict;
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
 * Recipes of style transfer on the same pairs of pictures, with the same network and the same time for each painting, judged by the
 * fixed judge. A recipe's iterations are set to what its time allows, measured on the first pair; then each paints every pair.
 */
public final class StyleComparison {

    private static final int CALIBRATION = 24; // iterations

    private StyleComparison() {}

    /**
     * Arguments: photographs (a folder), paintings (a folder), how many of each (6, 8), the side in pixels (128), seconds a painting
     * (8), threads (1), and presets (balanced neural-style study-vgg19 crowsonkb).
     */
    public static void main(String[] args) throws IOException {
        List<Picture> photographs = pictures(Path.of(args[0]), Integer.parseInt(args[2]));
        List<Picture> paintings = pictures(Path.of(args[1]), Integer.parseInt(args[3]));
        int side = Integer.parseInt(args[4]);
        double seconds = Double.parseDouble(args[5]);
        torch.set_num_threads(Integer.parseInt(args[6]));
        List<String> presets = List.of(args).subList(7, args.length);
        Judge judge = Judge.embedded();
        System.out.printf(
                "%-14s %10s %22s %8s %8s %8s %8s%n",
                "", "iterations", "score (95 %)", "style", "content", "edges", "palette");
        Map<String, double[]> scores = new LinkedHashMap<>();
        for (String preset : presets) {
            StyleRecipe probe = recipe(preset, CALIBRATION);
            FeatureNet net = FeatureNet.of(Pretrained.embedded(), probe, 1);
            StyleTask first = task(photographs.get(0), paintings.get(0), side);
            new StyleTransfer(probe, net).paint(first);
            double each = new StyleTransfer(probe, net).paint(first).seconds() / CALIBRATION;
            StyleRecipe recipe = recipe(preset, Math.max(1, (int) (seconds / each)));
            List<Verdict> verdicts = new ArrayList<>();
            for (Picture photograph : photographs) {
                for (Picture painting : paintings) {
                    Picture painted = new StyleTransfer(recipe, net)
                            .paint(task(photograph, painting, side))
                            .picture();
                    verdicts.add(judge.judge(photograph, painting, painted));
                }
            }
            scores.put(preset, verdicts.stream().mapToDouble(Verdict::score).toArray());
            print(preset, recipe.pyramid().iterations(), verdicts, photographs.size());
        }
        double[] ours = Objects.requireNonNull(scores.get(presets.get(0)));
        scores.forEach((preset, theirs) -> {
            double[] less = new double[ours.length];
            for (int i = 0; i < less.length; i++) {
                less[i] = theirs[i] - ours[i];
            }
            Interval interval = Interval.ofCrossedMean(less, photographs.size());
            System.out.printf(
                    Locale.ROOT,
                    "%s less %s: %.3f (%.3f to %.3f)%n",
                    preset,
                    presets.get(0),
                    mean(less),
                    interval.low(),
                    interval.high());
        });
    }

    private static StyleRecipe recipe(String preset, int iterations) throws IOException {
        return StyleRecipes.read(
                preset, List.of("backbone=embedded", "precision=auto", "pyramid.iterations=" + iterations));
    }

    private static StyleTask task(Picture photograph, Picture painting, int side) {
        return new StyleTask(photograph, List.of(new StyleTask.Source(painting, 1, null)), null, null, side, 1);
    }

    private static List<Picture> pictures(Path folder, int count) throws IOException {
        List<Picture> pictures = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().limit(count).toList()) {
                pictures.add(new ImageDoor().read(file));
            }
        }
        return pictures;
    }

    private static void print(String preset, int iterations, List<Verdict> verdicts, int rows) {
        double[] score = verdicts.stream().mapToDouble(Verdict::score).toArray();
        Interval interval = Interval.ofCrossedMean(score, rows);
        System.out.printf(
                Locale.ROOT,
                "%-14s %10d %8.3f (%.3f-%.3f) %8.3f %8.3f %8.3f %8.2f%n",
                preset,
                iterations,
                mean(score),
                interval.low(),
                interval.high(),
                verdicts.stream().mapToDouble(Verdict::style).average().orElse(Double.NaN),
                verdicts.stream().mapToDouble(Verdict::content).average().orElse(Double.NaN),
                verdicts.stream().mapToDouble(Verdict::edges).average().orElse(Double.NaN),
                verdicts.stream().mapToDouble(Verdict::palette).average().orElse(Double.NaN));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
