package dev.gioconda.style.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Layers for the content and style loss of a network.
 *
 * @param contentLayer the layer of the content loss
 * @param styleLayers one per stride, from fine to broad strokes
 */
public record LayerChoice(String contentLayer, List<String> styleLayers) {

    /** Stride 8: texture is free below it, and the layout is kept. */
    private static final int CONTENT_OCTAVE = 3;

    /** Stride 16, at which an image of 128 pixels still has 8 x 8 positions. */
    private static final int MAX_STYLE_OCTAVE = 4;

    /** Copies the list. */
    public LayerChoice {
        styleLayers = List.copyOf(styleLayers);
    }

    /**
     * Chooses by score. Content: the highest content score at stride 8, or at the stride nearest to it. Style: the highest style score at
     * each stride up to 16. Strides are rounded to powers of 2; pooling layers are skipped, since they repeat the layer below.
     *
     * @param scores of one network, in its order
     */
    public static LayerChoice of(List<LayerScore> scores) {
        if (scores.isEmpty()) {
            throw new IllegalArgumentException("There are no layer scores; expected at least one.");
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

    /** As recipe settings that a user can type, such as {@code content.layers=["features.7"]}. */
    public List<String> changes() {
        return List.of(
                "content.layers=[\"%s\"]".formatted(contentLayer),
                "style.layers=[\"%s\"]".formatted(String.join("\",\"", styleLayers)),
                "style.weights=[%s]".formatted(String.join(",", Collections.nCopies(styleLayers.size(), "1.0"))));
    }
}
