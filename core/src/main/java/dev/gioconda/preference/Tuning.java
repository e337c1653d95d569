package dev.gioconda.preference;

import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.store.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the ratings of a store say should be changed.
 *
 * @param choice for every style
 * @param styles where a style picture's own ratings say something else
 * @param evidence why
 */
public record Tuning(Choice choice, List<Choice.OfStyle> styles, Evidence evidence) {

    /** At least so many ratings before anything is asked. */
    public static final int RATINGS = 30;

    /** And of so many people. */
    public static final int PEOPLE = 5;

    /** With effects of their own; for more of them there would be few ratings each. */
    private static final int STYLES = 12;

    private static final int DIGEST = 16; // hexadecimal digits

    /** Looks at all ratings afresh: nothing of earlier versions is remembered. */
    public static Tuning of(FeedbackLog log) throws IOException {
        Shipped shipped = Shipped.read();
        return of(Ratings.of(log, shipped), shipped.layers());
    }

    static Tuning of(Ratings ratings, List<String> layers) {
        List<Rating> used = ratings.used();
        Choice base = Choice.shipped(reference(used));
        boolean enough = enough(used);
        List<Comparison> comparisons = new ArrayList<>();
        List<Choice.OfStyle> styles = new ArrayList<>();
        Choice choice = base;
        Effect stars = new Effect(0, 0);
        double noise = 0;
        if (!used.isEmpty()) {
            Map<String, List<Rating>> byStyle = largest(used);
            Posterior posterior = Posterior.of(used, List.copyOf(byStyle.keySet()));
            stars = posterior.stars(base.look(layers), "");
            noise = posterior.noise();
            if (enough) {
                List<Posterior> without = without(used, byStyle);
                Inquiry.Result all = new Inquiry(posterior, without, used, "", "", layers).ask(base);
                choice = all.choice();
                comparisons.addAll(all.comparisons());
                for (Map.Entry<String, List<Rating>> style : byStyle.entrySet()) {
                    String name = style.getValue().get(0).styleName();
                    Inquiry.Result own =
                            new Inquiry(posterior, without, style.getValue(), style.getKey(), name, layers).ask(choice);
                    comparisons.addAll(own.comparisons());
                    if (!own.choice().equals(choice)) {
                        styles.add(new Choice.OfStyle(style.getKey(), name, own.choice()));
                    }
                }
            }
        }
        Evidence evidence = new Evidence(
                used.size(),
                people(used).size(),
                people(used).values().stream().mapToLong(Long::longValue).max().orElse(0)
                        / (double) Math.max(1, used.size()),
                ratings.leftOut(),
                enough,
                stars.mean(),
                stars.low(),
                stars.high(),
                noise,
                comparisons,
                used.stream().map(rating -> digest(rating.id())).sorted().toList());
        return new Tuning(choice, styles, evidence);
    }

    /** What would be known without whoever gave the most ratings, of all and of each style. */
    private static List<Posterior> without(List<Rating> used, Map<String, List<Rating>> byStyle) {
        Set<String> most = new LinkedHashSet<>(Set.of(most(used)));
        byStyle.values().forEach(ratings -> most.add(most(ratings)));
        return most.stream()
                .map(person -> Posterior.of(
                        used.stream()
                                .filter(rating -> !rating.person().equals(person))
                                .toList(),
                        List.copyOf(byStyle.keySet())))
                .toList();
    }

    private static String most(List<Rating> ratings) {
        return people(ratings).entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
    }

    /** What stands for an answer in a version's evidence. */
    public static String digest(String id) {
        return Sha256.of(id.getBytes(StandardCharsets.UTF_8)).substring(0, DIGEST);
    }

    /** Whether another preset is found good, for all styles or for some. */
    public boolean changes() {
        return !choice.asShipped() || !styles.isEmpty();
    }

    private static boolean enough(List<Rating> ratings) {
        return ratings.size() >= RATINGS && people(ratings).size() >= PEOPLE;
    }

    private static Map<String, Long> people(List<Rating> ratings) {
        return ratings.stream().collect(Collectors.groupingBy(Rating::person, Collectors.counting()));
    }

    /** Of the two shipped defaults the one that more people have rated paintings of. */
    private static String reference(List<Rating> ratings) {
        return raters(ratings, "quick") > raters(ratings, "balanced") ? "quick" : "balanced";
    }

    private static long raters(List<Rating> ratings, String preset) {
        return ratings.stream()
                .filter(rating -> rating.look().preset().equals(preset))
                .map(Rating::person)
                .distinct()
                .count();
    }

    /** The styles with enough ratings, those with the most first. */
    private static Map<String, List<Rating>> largest(List<Rating> ratings) {
        Map<String, List<Rating>> byStyle =
                ratings.stream().collect(Collectors.groupingBy(Rating::style, LinkedHashMap::new, Collectors.toList()));
        return byStyle.entrySet().stream()
                .filter(style -> enough(style.getValue()))
                .sorted(Comparator.comparingInt((Map.Entry<String, List<Rating>> style) ->
                                style.getValue().size())
                        .reversed())
                .limit(STYLES)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    }
}
