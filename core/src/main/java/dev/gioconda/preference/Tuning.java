package dev.gioconda.preference;

import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.store.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the ratings of a store say should be changed.
 *
 * @param choice for every style
 * @param styles where a style picture's own ratings say something else
 * @param evidence why
 */
public record Tuning(Choice choice, List<Choice.OfStyle> styles, Evidence evidence) {

    private static final int STYLES =
            12; // with effects of their own; more would be much arithmetic for few ratings each
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
                Inquiry.Result all = new Inquiry(posterior, used, "", "", layers).ask(base);
                choice = all.choice();
                comparisons.addAll(all.comparisons());
                for (Map.Entry<String, List<Rating>> style : byStyle.entrySet()) {
                    String name = style.getValue().get(0).styleName();
                    Inquiry.Result own =
                            new Inquiry(posterior, style.getValue(), style.getKey(), name, layers).ask(choice);
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

    /** What stands for an answer in a version's evidence. */
    public static String digest(String id) {
        return Sha256.of(id.getBytes(StandardCharsets.UTF_8)).substring(0, DIGEST);
    }

    /** Whether another preset is found good, for all styles or for some. */
    public boolean changes() {
        return !choice.asShipped() || !styles.isEmpty();
    }

    private static boolean enough(List<Rating> ratings) {
        return ratings.size() >= Inquiry.RATINGS && people(ratings).size() >= Inquiry.PEOPLE;
    }

    private static Map<String, Long> people(List<Rating> ratings) {
        return ratings.stream().collect(Collectors.groupingBy(Rating::person, Collectors.counting()));
    }

    /** Of the two shipped defaults the one that more paintings were made with. */
    private static String reference(List<Rating> ratings) {
        Map<String, Long> counts = ratings.stream()
                .map(rating -> rating.look().preset())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return counts.getOrDefault("quick", 0L) > counts.getOrDefault("balanced", 0L) ? "quick" : "balanced";
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
