package dev.gioconda.preference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tests for each parameter and preset whether another value is rated better, for one style or for all.
 *
 * <p>Bonferroni correction: with m hypotheses tested in both directions, a change needs a posterior probability of {@code 1 - 0.05 / 2m}, so
 * that all accepted changes are better with at least 0.95, whatever their dependence (Boole's inequality). Values are searched only between
 * the third lowest and the third highest that different people have rated.
 *
 * @param posterior of the model of ratings
 * @param leaveOneOut posteriors without one of the people who gave the most ratings, one for each; a change must be accepted there too
 * @param ratings of the style, or all
 * @param styleHash hash of the style image; empty for all styles
 * @param styleName name of the style image
 * @param layers names of the style layers
 */
record ImprovementSearch(
        Posterior posterior,
        List<Posterior> leaveOneOut,
        List<Rating> ratings,
        String styleHash,
        String styleName,
        List<String> layers) {

    /** Minimum number of ratings with another value, for a test of that parameter. */
    static final int MIN_VARIED_RATINGS = 12;

    /** Minimum number of people who gave them. */
    static final int MIN_VARIED_RATERS = 4;

    /** All accepted changes together are better with this probability. */
    static final double CONFIDENCE = 0.95;

    /** A preset must be better by this many stars, since presets differ in time. */
    static final double PRESET_MARGIN = 0.25;

    private static final int TRIMMED_RATERS = 3; // excluded at either end of the rated range, less one
    private static final double EQUALITY_TOLERANCE = 0.1; // octaves

    /**
     * A parameter or preset for which another value can be better.
     *
     * @param name of the parameter or preset
     * @param alternatives other values; empty when no other value was rated
     * @param support ratings of other values
     * @param margin in stars, by which an alternative must be better
     */
    private record Hypothesis(String name, List<Alternative> alternatives, RatingSupport support, double margin) {}

    /**
     * An alternative value.
     *
     * @param adjustment with this value
     * @param value of the parameter; null for a preset
     */
    private record Alternative(
            PresetAdjustment adjustment, @Nullable Double value) {}

    /** An alternative with the estimated gain in stars. */
    private record EvaluatedAlternative(
            Alternative alternative, NormalEstimate gain, double probability, boolean significant, boolean accepted) {}

    /** Number of ratings and people, and the range of values. */
    private record RatingSupport(int ratings, int people, SettingComparison.@Nullable RatedRange range) {}

    /** The accepted changes and all tests. */
    record ImprovementResult(PresetAdjustment adjustment, List<SettingComparison> comparisons) {}

    /** Tests all hypotheses against a base adjustment. */
    ImprovementResult search(PresetAdjustment base) {
        List<Hypothesis> hypotheses = new ArrayList<>();
        List<SettingComparison> comparisons = new ArrayList<>();
        for (TunableParameter parameter : TunableParameter.all(layers)) {
            acceptOrExplain(parameterHypothesis(parameter, base), hypotheses, comparisons);
        }
        for (String preset : RatedSettings.COMPARABLE_PRESETS) {
            if (!preset.equals(base.presetOr("")) && !preset.equals(base.reference()) && base.preset() == null) {
                acceptOrExplain(presetHypothesis(preset, base), hypotheses, comparisons);
            }
        }
        double requiredProbability = 1 - (1 - CONFIDENCE) / (2 * Math.max(1, hypotheses.size()));
        PresetAdjustment adjustment = base;
        for (Hypothesis hypothesis : hypotheses) {
            Optional<EvaluatedAlternative> best = bestAlternative(hypothesis, base, requiredProbability);
            comparisons.add(toComparison(hypothesis, best, requiredProbability));
            if (best.isPresent() && best.get().accepted()) {
                adjustment = merge(base, adjustment, best.get().alternative().adjustment(), comparisons);
            }
        }
        return verifyCombined(base, adjustment, comparisons);
    }

    /** Adds a hypothesis to those that are tested, or records why it has too little support. */
    private void acceptOrExplain(
            Hypothesis hypothesis, List<Hypothesis> hypotheses, List<SettingComparison> comparisons) {
        RatingSupport support = hypothesis.support();
        if (support.ratings() >= MIN_VARIED_RATINGS && support.people() >= MIN_VARIED_RATERS) {
            hypotheses.add(hypothesis);
            return;
        }
        String reason = "not enough: %d with another value by %d people, %d by %d needed"
                .formatted(support.ratings(), support.people(), MIN_VARIED_RATINGS, MIN_VARIED_RATERS);
        comparisons.add(new SettingComparison(
                styleName,
                hypothesis.name(),
                support.ratings(),
                support.people(),
                support.range(),
                null,
                null,
                hypothesis.margin(),
                CONFIDENCE,
                false,
                reason));
    }

    private Hypothesis parameterHypothesis(TunableParameter parameter, PresetAdjustment base) {
        double baseline = parameter.value().applyAsDouble(base.toSettings(layers));
        RatingSupport support = support(parameter, baseline);
        SettingComparison.RatedRange range = support.range();
        List<Alternative> alternatives = new ArrayList<>();
        if (range != null) {
            TunableParameter.gridFactors(range.low() / baseline, range.high() / baseline)
                    .forEach(one ->
                            alternatives.add(new Alternative(parameter.scaling().apply(base, one), one * baseline)));
        }
        return new Hypothesis(parameter.name(), alternatives, support, 0);
    }

    /** The accepted alternative with the largest gain; if none is accepted, the largest of all. */
    private Optional<EvaluatedAlternative> bestAlternative(
            Hypothesis hypothesis, PresetAdjustment base, double requiredProbability) {
        List<EvaluatedAlternative> evaluated = hypothesis.alternatives().stream()
                .map(alternative -> evaluate(alternative, hypothesis.margin(), base, requiredProbability))
                .toList();
        Comparator<EvaluatedAlternative> byStars =
                Comparator.comparingDouble(one -> one.gain().mean());
        return evaluated.stream()
                .filter(EvaluatedAlternative::accepted)
                .max(byStars)
                .or(() -> evaluated.stream().max(byStars));
    }

    private EvaluatedAlternative evaluate(
            Alternative alternative, double margin, PresetAdjustment base, double requiredProbability) {
        NormalEstimate gain = difference(base, alternative.adjustment());
        double probability = gain.probabilityAbove(margin);
        boolean significant = probability >= requiredProbability;
        boolean robust = significant
                && leaveOneOut.stream()
                        .allMatch(fewer -> difference(fewer, base, alternative.adjustment())
                                        .probabilityAbove(margin)
                                >= CONFIDENCE);
        return new EvaluatedAlternative(alternative, gain, probability, significant, robust);
    }

    private RatingSupport support(TunableParameter parameter, double baseline) {
        Map<String, double[]> ranges = new HashMap<>(); // [lowest, highest] value of each person
        Map<String, Integer> variedByRater = new HashMap<>();
        for (Rating rating : ratings) {
            double value = parameter.value().applyAsDouble(rating.settings());
            ranges.merge(rating.rater(), new double[] {value, value}, (a, b) ->
                    new double[] {Math.min(a[0], b[0]), Math.max(a[1], b[1])});
            if (Math.abs(TunableParameter.octaves(value / baseline)) > EQUALITY_TOLERANCE) {
                variedByRater.merge(rating.rater(), 1, Integer::sum);
            }
        }
        int variedRatings =
                variedByRater.values().stream().mapToInt(Integer::intValue).sum();
        if (ranges.size() < TRIMMED_RATERS) {
            return new RatingSupport(variedRatings, variedByRater.size(), null);
        }
        double[] lows =
                ranges.values().stream().mapToDouble(range -> range[0]).sorted().toArray();
        double[] highs =
                ranges.values().stream().mapToDouble(range -> range[1]).sorted().toArray();
        return new RatingSupport(
                variedRatings,
                variedByRater.size(),
                new SettingComparison.RatedRange(lows[TRIMMED_RATERS - 1], highs[highs.length - TRIMMED_RATERS]));
    }

    private Hypothesis presetHypothesis(String preset, PresetAdjustment base) {
        RatingSupport with = support(rating -> rating.settings().preset().equals(preset));
        RatingSupport without = support(rating -> rating.settings().preset().equals(base.reference()));
        RatingSupport fewer =
                with.people() < without.people() ? with : without; // both sides of a comparison are needed
        RatingSupport support = new RatingSupport(Math.min(with.ratings(), without.ratings()), fewer.people(), null);
        PresetAdjustment adjustment =
                new PresetAdjustment(base.reference(), preset, base.strength(), base.styleScale(), base.layers());
        return new Hypothesis("preset " + preset, List.of(new Alternative(adjustment, null)), support, PRESET_MARGIN);
    }

    private RatingSupport support(Predicate<Rating> condition) {
        List<Rating> matching = ratings.stream().filter(condition).toList();
        return new RatingSupport(
                matching.size(),
                (int) matching.stream().map(Rating::rater).distinct().count(),
                null);
    }

    private SettingComparison toComparison(
            Hypothesis hypothesis, Optional<EvaluatedAlternative> best, double requiredProbability) {
        RatingSupport support = hypothesis.support();
        return new SettingComparison(
                styleName,
                hypothesis.name(),
                support.ratings(),
                support.people(),
                support.range(),
                best.map(one -> one.alternative().value()).orElse(null),
                best.map(one -> new SettingComparison.StarGain(
                                one.gain().mean(), one.gain().low(), one.gain().high(), one.probability()))
                        .orElse(null),
                hypothesis.margin(),
                requiredProbability,
                best.isPresent() && best.get().accepted(),
                best.map(one -> explain(one, hypothesis.margin(), requiredProbability))
                        .orElse("kept: no other value was rated by %d people".formatted(TRIMMED_RATERS)));
    }

    private static String explain(EvaluatedAlternative one, double margin, double requiredProbability) {
        if (one.significant() && !one.accepted()) {
            return "kept: without one person's ratings it would not be sure";
        }
        return String.format(
                Locale.ROOT,
                "%s: better%s with probability %.3f, %.3f needed",
                one.accepted() ? "taken" : "kept",
                margin == 0 ? "" : " by %s stars".formatted(margin),
                one.probability(),
                requiredProbability);
    }

    /** Combines the changes so far with another one; of two presets, the one with more stars. */
    private PresetAdjustment merge(
            PresetAdjustment base,
            PresetAdjustment adjustment,
            PresetAdjustment proposed,
            List<SettingComparison> comparisons) {
        String preset = adjustment.preset();
        if (proposed.preset() != null && !proposed.preset().equals(base.preset())) {
            if (preset != null && !preset.equals(base.preset())) {
                PresetAdjustment other = new PresetAdjustment(
                        base.reference(), preset, base.strength(), base.styleScale(), base.layers());
                boolean better = difference(other, proposed).mean() > 0;
                String rejected = "preset " + (better ? preset : proposed.preset());
                comparisons.replaceAll(one -> one.parameter().equals(rejected)
                        ? one.withRejection("kept: another preset is liked better still")
                        : one);
                preset = better ? proposed.preset() : preset;
            } else {
                preset = proposed.preset();
            }
        }
        Map<String, Double> layers = new LinkedHashMap<>(adjustment.layers());
        proposed.layers().forEach((layer, factor) -> {
            if (!factor.equals(base.layers().get(layer))) {
                layers.put(layer, factor);
            }
        });
        return new PresetAdjustment(
                base.reference(),
                preset,
                proposed.strength() == base.strength() ? adjustment.strength() : proposed.strength(),
                proposed.styleScale() == base.styleScale() ? adjustment.styleScale() : proposed.styleScale(),
                layers);
    }

    /** Rejects all changes unless they are also better together. */
    private ImprovementResult verifyCombined(
            PresetAdjustment base, PresetAdjustment adjustment, List<SettingComparison> comparisons) {
        if (!adjustment.equals(base) && difference(base, adjustment).probabilityAbove(0) < CONFIDENCE) {
            comparisons.replaceAll(
                    one -> one.withRejection("kept: the changes are better each, but not surely together"));
            return new ImprovementResult(base, comparisons);
        }
        return new ImprovementResult(adjustment, comparisons);
    }

    private NormalEstimate difference(PresetAdjustment from, PresetAdjustment to) {
        return difference(posterior, from, to);
    }

    private NormalEstimate difference(Posterior model, PresetAdjustment from, PresetAdjustment to) {
        return model.difference(from.toSettings(layers), to.toSettings(layers), styleHash);
    }
}
