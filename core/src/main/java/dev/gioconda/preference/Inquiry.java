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
 * Asks of every dial and preset whether another value is better, in one style or in all.
 *
 * <p>Of m questions that can be asked, each of more and of less, one is answered with yes from a posterior probability of {@code 1 - 0.05 / 2m} on, so that all that is
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
     * What might be better.
     *
     * @param what the dial or the preset
     * @param options other choices; none where nothing else was rated
     * @param support who has rated them
     * @param margin in stars
     */
    private record Candidate(String what, List<Option> options, Support support, double margin) {}

    /**
     * @param choice with it
     * @param value of the dial; null for a preset
     */
    private record Option(Choice choice, @Nullable Double value) {}

    /** An option and what it brings. */
    private record Judged(Option option, Effect effect, double probability, boolean surely, boolean taken) {}

    /** Ratings and people, and between which values. */
    private record Support(int ratings, int people, Comparison.@Nullable Range range) {}

    /** What came out. */
    record Result(Choice choice, List<Comparison> comparisons) {}

    /** Asks, beginning with what is taken otherwise. */
    Result ask(Choice base) {
        List<Candidate> asked = new ArrayList<>();
        List<Comparison> comparisons = new ArrayList<>();
        for (Dial dial : Dial.all(layers)) {
            sort(dial(dial, base), asked, comparisons);
        }
        for (String preset : Making.COMPARABLE) {
            if (!preset.equals(base.preset("")) && !preset.equals(base.reference()) && base.preset() == null) {
                sort(preset(preset, base), asked, comparisons);
            }
        }
        double needed = 1 - (1 - SURE) / (2 * Math.max(1, asked.size()));
        Choice choice = base;
        for (Candidate candidate : asked) {
            Optional<Judged> best = best(candidate, base, needed);
            comparisons.add(compared(candidate, best, needed));
            if (best.isPresent() && best.get().taken()) {
                choice = joined(base, choice, best.get().option().choice(), comparisons);
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

    private Candidate dial(Dial dial, Choice base) {
        double usual = dial.of().applyAsDouble(base.look(layers));
        Support support = support(dial, usual);
        Comparison.Range range = support.range();
        List<Option> options = new ArrayList<>();
        if (range != null) {
            Dial.factors(range.low() / usual, range.high() / usual)
                    .forEach(one -> options.add(new Option(dial.turn().by(base, one), one * usual)));
        }
        return new Candidate(dial.name(), options, support, 0);
    }

    /** Of those that are surely better the one that is liked best; where none is, of all. */
    private Optional<Judged> best(Candidate candidate, Choice base, double needed) {
        List<Judged> judged = candidate.options().stream()
                .map(option -> judged(option, candidate.margin(), base, needed))
                .toList();
        Comparator<Judged> byStars =
                Comparator.comparingDouble(one -> one.effect().mean());
        return judged.stream().filter(Judged::taken).max(byStars).or(() -> judged.stream()
                .max(byStars));
    }

    private Judged judged(Option option, double margin, Choice base, double needed) {
        Effect effect = difference(base, option.choice());
        double probability = effect.above(margin);
        boolean surely = probability >= needed;
        boolean alsoWithout = surely
                && without.stream()
                        .allMatch(fewer ->
                                difference(fewer, base, option.choice()).above(margin) >= SURE);
        return new Judged(option, effect, probability, surely, alsoWithout);
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
        return new Candidate("preset " + preset, List.of(new Option(choice, null)), support, PRESET_MARGIN);
    }

    private Support support(Predicate<Rating> of) {
        List<Rating> some = ratings.stream().filter(of).toList();
        return new Support(
                some.size(), (int) some.stream().map(Rating::person).distinct().count(), null);
    }

    private Comparison compared(Candidate candidate, Optional<Judged> best, double needed) {
        Support support = candidate.support();
        return new Comparison(
                styleName,
                candidate.what(),
                support.ratings(),
                support.people(),
                support.range(),
                best.map(one -> one.option().value()).orElse(null),
                best.map(one -> new Comparison.Gain(
                                one.effect().mean(),
                                one.effect().low(),
                                one.effect().high(),
                                one.probability()))
                        .orElse(null),
                candidate.margin(),
                needed,
                best.isPresent() && best.get().taken(),
                best.map(one -> why(one, candidate.margin(), needed))
                        .orElse("kept: no other value was rated by %d people".formatted(OUTERMOST)));
    }

    private static String why(Judged one, double margin, double needed) {
        if (one.surely() && !one.taken()) {
            return "kept: without one person's ratings it would not be sure";
        }
        return String.format(
                Locale.ROOT,
                "%s: better%s with probability %.3f, %.3f needed",
                one.taken() ? "taken" : "kept",
                margin == 0 ? "" : " by %s stars".formatted(margin),
                one.probability(),
                needed);
    }

    /** What was chosen before, with this too; of two presets the one that is liked better. */
    private Choice joined(Choice base, Choice choice, Choice own, List<Comparison> comparisons) {
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
        Map<String, Double> layers = new LinkedHashMap<>(choice.layers());
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
