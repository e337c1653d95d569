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
 * @param contentLayer the layer that keeps the photograph
 * @param styleLayers one for every width of stroke, from fine to broad
 */
public record LayerChoice(String contentLayer, List<String> styleLayers) {

    private static final int CONTENT_OCTAVE =
            3; // a stride of 8: strokes are free up to there, and all stays in its place
    private static final int MAX_STYLE_OCTAVE =
            4; // a stride of 16, where a painting of 128 pixels still has 8 x 8 positions

    /** Copies the list. */
    public LayerChoice {
        styleLayers = List.copyOf(styleLayers);
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
        List<LayerScore> candidates = withoutPoolings(scores);
        int nearest = candidates.stream()
                .map(LayerChoice::octave)
                .min(Comparator.comparingInt(octave -> Math.abs(octave - CONTENT_OCTAVE)))
                .orElseThrow();
        LayerScore content = candidates.stream()
                .filter(score -> octave(score) == nearest)
                .max(Comparator.comparingDouble(LayerScore::content))
                .orElseThrow();
        Map<Integer, LayerScore> best = new TreeMap<>();
        for (LayerScore score : candidates) {
            if (octave(score) <= MAX_STYLE_OCTAVE) {
                best.merge(octave(score), score, (a, b) -> b.style() > a.style() ? b : a);
            }
        }
        return new LayerChoice(
                content.layer(), best.values().stream().map(LayerScore::layer).toList());
    }

    private static List<LayerScore> withoutPoolings(List<LayerScore> scores) {
        List<LayerScore> candidates = new ArrayList<>();
        LayerScore previous = null;
        for (LayerScore score : scores) {
            boolean pooling =
                    previous != null && octave(score) > octave(previous) && score.channels() == previous.channels();
            if (!pooling) {
                candidates.add(score);
            }
            previous = score;
        }
        return candidates;
    }

    private static int octave(LayerScore score) {
        return (int) Math.round(Math.log(score.stride()) / Math.log(2));
    }

    /** As changes of a recipe, such as {@code content.layers=["features.7"]}. */
    public List<String> changes() {
        return List.of(
                "content.layers=[\"%s\"]".formatted(contentLayer),
                "style.layers=[\"%s\"]".formatted(String.join("\",\"", styleLayers)),
                "style.weights=[%s]".formatted(String.join(",", Collections.nCopies(styleLayers.size(), "1.0"))));
    }
}
