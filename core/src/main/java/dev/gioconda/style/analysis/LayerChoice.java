package dev.gioconda.style.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The layers to paint with.
 *
 * @param content the layer that keeps the photograph
 * @param styles one for every width of stroke, from fine to broad
 */
public record LayerChoice(String content, List<String> styles) {

    private static final int CONTENT = 3; // a stride of 8: strokes are free up to there, and all stays in its place
    private static final int BROADEST = 4; // a stride of 16, where a painting of 128 pixels still has 8 x 8 positions

    /** Copies the list. */
    public LayerChoice {
        styles = List.copyOf(styles);
    }

    /**
     * Content: the highest content score at a stride of 8, or at the one nearest to it. Style: for each stride up to 16, the highest style
     * score. Strides count as the nearest power of 2, and poolings, which only repeat what is below them, do not count.
     *
     * @param scores of one network, in its order
     */
    public static LayerChoice of(List<LayerScore> scores) {
        if (scores.isEmpty()) {
            throw new IllegalArgumentException("There is no layer to choose from.");
        }
        List<LayerScore> working = working(scores);
        int nearest = working.stream()
                .map(LayerChoice::octave)
                .min(Comparator.comparingInt(octave -> Math.abs(octave - CONTENT)))
                .orElseThrow();
        LayerScore content = working.stream()
                .filter(score -> octave(score) == nearest)
                .max(Comparator.comparingDouble(LayerScore::content))
                .orElseThrow();
        Map<Integer, LayerScore> best = new TreeMap<>();
        for (LayerScore score : working) {
            if (octave(score) <= BROADEST) {
                best.merge(octave(score), score, (a, b) -> b.style() > a.style() ? b : a);
            }
        }
        return new LayerChoice(
                content.layer(), best.values().stream().map(LayerScore::layer).toList());
    }

    private static List<LayerScore> working(List<LayerScore> scores) {
        List<LayerScore> working = new ArrayList<>();
        LayerScore before = null;
        for (LayerScore score : scores) {
            boolean pooling = before != null && octave(score) > octave(before) && score.channels() == before.channels();
            if (!pooling) {
                working.add(score);
            }
            before = score;
        }
        return working;
    }

    private static int octave(LayerScore score) {
        return (int) Math.round(Math.log(score.stride()) / Math.log(2));
    }

    /** As changes of a recipe, such as {@code content.layers=["features.7"]}. */
    public List<String> changes() {
        return List.of(
                "content.layers=[\"%s\"]".formatted(content),
                "style.layers=[\"%s\"]".formatted(String.join("\",\"", styles)),
                "style.weights=[%s]".formatted(String.join(",", Collections.nCopies(styles.size(), "1.0"))));
    }
}
