package dev.gioconda.preference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks of every dial and preset whether another value is better, in one style or in all.
 *
 * <p>Of m questions that can be asked each is answered with yes from a posterior probability of {@code 1 - 0.05 / m} on, so that all that is
 * changed is better with 0.95 at least, whatever their dependence (Boole's inequality). Values are looked for between the third lowest and the third highest that
 * different people have rated, and nowhere else.
 *
 * @param posterior what is known
 * @param without what would be known without one of those who gave the most ratings, for each of them: a change must be sure there too
 * @param ratings those of the style, or all
 * @param style its hash; empty for all
 * @param styleName what it is called
 * @param layers the names of the style layers
 */
record Inquiry(
        Posterior posterior,
        List<Posterior> without,
        List<Rating> ratings,
        String style,
        String styleName,
        List<String> layers) {

    /** At least so many with another value, and of so many people, before a value is asked for. */
    static final int MOVED = 12;

    static final int MOVERS = 4;

    /** All that is changed is better with this probability. */
    static final double SURE = 0.95;

    /** A preset must be better by so many stars, since another one takes another time. */
    static final double PRESET_MARGIN = 0.25;

    private static final int OUTERMOST = 3; // people at either end of what is rated
    private static final double SAME = 0.1; // octaves

    /**
     * Something better, if it is.
     *
     * @param what the dial or the preset
     * @param choice with it
     * @param best the dial's value; null for a preset
     * @param support who has rated it
     * @param margin in stars
     */
    private record Candidate(
            String what, Choice choice, @Nullable Double best, Support support, double margin) {}

    /** Ratings and people, and between which values. */
    private record Support(int ratings, int people, Comparison.@Nullable Range range) {}

    /** What came out. */
    record Result(Choice choice, List<Comparison> comparisons) {}

    /** Asks, beginning with what is taken otherwise. */
    Result ask(Choice base) {
        List<Candidate> asked = new ArrayList<>();
        List<Comparison> comparisons = new ArrayList<>();
        for (Dial dial : Dial.all(layers)) {
            sort(best(dial, base), asked, comparisons);
        }
        for (String preset : Making.COMPARABLE) {
            if (!preset.equals(base.preset("")) && !preset.equals(base.reference()) && base.preset() == null) {
                sort(preset(preset, base), asked, comparisons);
            }
        }
        double needed = 1 - (1 - SURE) / Math.max(1, asked.size());
        Choice choice = base;
        for (Candidate candidate : asked) {
            Comparison comparison = compared(candidate, base, needed);
            comparisons.add(comparison);
            if (comparison.taken()) {
                choice = joined(base, choice, candidate, comparisons);
            }
        }
        return checked(base, choice, comparisons);
    }

    /** To those that can be asked, or to what is said of the others. */
    private void sort(Candidate candidate, List<Candidate> asked, List<Comparison> comparisons) {
        Support support = candidate.support();
        if (support.ratings() >= MOVED && support.people() >= MOVERS) {
            asked.add(candidate);
            return;
        }
        String why = "not enough: %d with another value by %d people, %d by %d needed"
                .formatted(support.ratings(), support.people(), MOVED, MOVERS);
        comparisons.add(new Comparison(
                styleName,
                candidate.what(),
                support.ratings(),
                support.people(),
                support.range(),
                null,
                null,
                candidate.margin(),
                SURE,
                false,
                why));
    }

    private Candidate best(Dial dial, Choice base) {
        double usual = dial.of().applyAsDouble(base.look(layers));
        Support support = support(dial, usual);
        Choice best = base;
        double factor = 1;
        double most = 0;
        Comparison.Range range = support.range();
        if (range != null) {
            for (double one : Dial.factors(range.low() / usual, range.high() / usual)) {
                Choice turned = dial.turn().by(base, one);
                double stars = difference(base, turned).mean();
                if (stars > most) {
                    most = stars;
                    best = turned;
                    factor = one;
                }
            }
        }
        return new Candidate(dial.name(), best, factor * usual, support, 0);
    }

    private Support support(Dial dial, double usual) {
        Map<String, double[]> ranges = new HashMap<>(); // each person's lowest and highest
        Map<String, Integer> movers = new HashMap<>();
        for (Rating rating : ratings) {
            double value = dial.of().applyAsDouble(rating.look());
            ranges.merge(rating.person(), new double[] {value, value}, (a, b) ->
                    new double[] {Math.min(a[0], b[0]), Math.max(a[1], b[1])});
            if (Math.abs(Dial.octaves(value / usual)) > SAME) {
                movers.merge(rating.person(), 1, Integer::sum);
            }
        }
        int moved = movers.values().stream().mapToInt(Integer::intValue).sum();
        if (ranges.size() < OUTERMOST) {
            return new Support(moved, movers.size(), null);
        }
        double[] lows =
                ranges.values().stream().mapToDouble(range -> range[0]).sorted().toArray();
        double[] highs =
                ranges.values().stream().mapToDouble(range -> range[1]).sorted().toArray();
        return new Support(
                moved, movers.size(), new Comparison.Range(lows[OUTERMOST - 1], highs[highs.length - OUTERMOST]));
    }

    private Candidate preset(String preset, Choice base) {
        Support with = support(rating -> rating.look().preset().equals(preset));
        Support without = support(rating -> rating.look().preset().equals(base.reference()));
        Support fewer = with.people() < without.people() ? with : without; // both sides of a comparison are needed
        Support support = new Support(Math.min(with.ratings(), without.ratings()), fewer.people(), null);
        Choice choice = new Choice(base.reference(), preset, base.strength(), base.brush(), base.layers());
        return new Candidate("preset " + preset, choice, null, support, PRESET_MARGIN);
    }

    private Support support(Predicate<Rating> of) {
        List<Rating> some = ratings.stream().filter(of).toList();
        return new Support(
                some.size(), (int) some.stream().map(Rating::person).distinct().count(), null);
    }

    private Comparison compared(Candidate candidate, Choice base, double needed) {
        boolean none = candidate.choice().equals(base);
        Effect effect = difference(base, candidate.choice());
        double probability = none ? 0 : effect.above(candidate.margin());
        boolean surely = probability >= needed;
        boolean taken = surely
                && without.stream()
                        .allMatch(fewer ->
                                difference(fewer, base, candidate.choice()).above(candidate.margin()) >= SURE);
        String why = none
                ? "kept: nothing that was rated is liked better"
                : surely && !taken
                        ? "kept: without one person's ratings it would not be sure"
                        : String.format(
                                Locale.ROOT,
                                "%s: better%s with probability %.3f, %.3f needed",
                                taken ? "taken" : "kept",
                                candidate.margin() == 0 ? "" : " by %s stars".formatted(candidate.margin()),
                                probability,
                                needed);
        return new Comparison(
                styleName,
                candidate.what(),
                candidate.support().ratings(),
                candidate.support().people(),
                candidate.support().range(),
                candidate.best(),
                new Comparison.Gain(effect.mean(), effect.low(), effect.high(), probability),
                candidate.margin(),
                needed,
                taken,
                why);
    }

    /** What was chosen before, with this too; of two presets the one that is liked better. */
    private Choice joined(Choice base, Choice choice, Candidate candidate, List<Comparison> comparisons) {
        Choice own = candidate.choice();
        String preset = choice.preset();
        if (own.preset() != null && !own.preset().equals(base.preset())) {
            if (preset != null && !preset.equals(base.preset())) {
                Choice other = new Choice(base.reference(), preset, base.strength(), base.brush(), base.layers());
                boolean better = difference(other, own).mean() > 0;
                String loser = "preset " + (better ? preset : own.preset());
                comparisons.replaceAll(one ->
                        one.what().equals(loser) ? one.dropped("kept: another preset is liked better still") : one);
                preset = better ? own.preset() : preset;
            } else {
                preset = own.preset();
            }
        }
        Map<String, Double> layers = new java.util.LinkedHashMap<>(choice.layers());
        own.layers().forEach((layer, factor) -> {
            if (!factor.equals(base.layers().get(layer))) {
                layers.put(layer, factor);
            }
        });
        return new Choice(
                base.reference(),
                preset,
                own.strength() == base.strength() ? choice.strength() : own.strength(),
                own.brush() == base.brush() ? choice.brush() : own.brush(),
                layers);
    }

    /** Each alone is better; all together must be, too. */
    private Result checked(Choice base, Choice choice, List<Comparison> comparisons) {
        if (!choice.equals(base) && difference(base, choice).above(0) < SURE) {
            comparisons.replaceAll(one -> one.dropped("kept: the changes are better each, but not surely together"));
            return new Result(base, comparisons);
        }
        return new Result(choice, comparisons);
    }

    private Effect difference(Choice from, Choice to) {
        return difference(posterior, from, to);
    }

    private Effect difference(Posterior known, Choice from, Choice to) {
        return known.difference(from.look(layers), to.look(layers), style);
    }
}
