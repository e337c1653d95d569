package dev.gioconda.preference;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.file.Hashes;
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
 * Changes of the presets that follow from the ratings of a store.
 *
 * @param adjustment for every style
 * @param styleAdjustments for style images whose own ratings differ
 * @param evidence data and tests behind the changes
 */
public record Tuning(
        @JsonProperty("choice") PresetAdjustment adjustment,
        @JsonProperty("styles") List<PresetAdjustment.StyleAdjustment> styleAdjustments,
        TuningEvidence evidence) {

    /** Minimum number of ratings for tuning. */
    public static final int MIN_RATINGS = 30;

    /** Minimum number of people who gave them. */
    public static final int MIN_RATERS = 5;

    /** Maximum number of styles with their own effects; more would have few ratings each. */
    private static final int MAX_STYLES = 12;

    private static final int DIGEST_LENGTH = 16; // hexadecimal digits

    /** Tunes from all ratings of a log; earlier versions have no influence. */
    public static Tuning of(FeedbackLog log) throws IOException {
        PresetBaselines baselines = PresetBaselines.read();
        return of(Ratings.of(log, baselines), baselines.layers());
    }

    static Tuning of(Ratings ratings, List<String> layers) {
        List<Rating> used = ratings.used();
        PresetAdjustment base = PresetAdjustment.unchanged(referencePreset(used));
        boolean sufficient = hasEnoughRatings(used);
        List<SettingComparison> comparisons = new ArrayList<>();
        List<PresetAdjustment.StyleAdjustment> styles = new ArrayList<>();
        PresetAdjustment adjustment = base;
        NormalEstimate stars = new NormalEstimate(0, 0);
        double noise = 0;
        if (!used.isEmpty()) {
            Map<String, List<Rating>> byStyle = mostRatedStyles(used);
            Posterior posterior = Posterior.of(used, List.copyOf(byStyle.keySet()));
            stars = posterior.predictStars(base.toSettings(layers), "");
            noise = posterior.noise();
            if (sufficient) {
                List<Posterior> leaveOneOut = leaveOneRaterOut(used, byStyle);
                ImprovementSearch.ImprovementResult overall =
                        new ImprovementSearch(posterior, leaveOneOut, used, "", "", layers).search(base);
                adjustment = overall.adjustment();
                comparisons.addAll(overall.comparisons());
                for (Map.Entry<String, List<Rating>> style : byStyle.entrySet()) {
                    String name = style.getValue().get(0).styleName();
                    ImprovementSearch.ImprovementResult own = new ImprovementSearch(
                                    posterior, leaveOneOut, style.getValue(), style.getKey(), name, layers)
                            .search(adjustment);
                    comparisons.addAll(own.comparisons());
                    if (!own.adjustment().equals(adjustment)) {
                        styles.add(new PresetAdjustment.StyleAdjustment(style.getKey(), name, own.adjustment()));
                    }
                }
            }
        }
        TuningEvidence evidence = new TuningEvidence(
                used.size(),
                ratingsByRater(used).size(),
                ratingsByRater(used).values().stream()
                                .mapToLong(Long::longValue)
                                .max()
                                .orElse(0)
                        / (double) Math.max(1, used.size()),
                ratings.excluded(),
                sufficient,
                stars.mean(),
                stars.low(),
                stars.high(),
                noise,
                comparisons,
                used.stream().map(rating -> digest(rating.id())).sorted().toList());
        return new Tuning(adjustment, styles, evidence);
    }

    /** Posteriors without the person who gave the most ratings, overall and for each style. */
    private static List<Posterior> leaveOneRaterOut(List<Rating> used, Map<String, List<Rating>> byStyle) {
        Set<String> mostActive = new LinkedHashSet<>(Set.of(mostActiveRater(used)));
        byStyle.values().forEach(ratings -> mostActive.add(mostActiveRater(ratings)));
        return mostActive.stream()
                .map(rater -> Posterior.of(
                        used.stream()
                                .filter(rating -> !rating.rater().equals(rater))
                                .toList(),
                        List.copyOf(byStyle.keySet())))
                .toList();
    }

    private static String mostActiveRater(List<Rating> ratings) {
        return ratingsByRater(ratings).entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
    }

    /** Identifies a feedback record in the evidence without disclosing its id. */
    public static String digest(String id) {
        return Hashes.sha256(id.getBytes(StandardCharsets.UTF_8)).substring(0, DIGEST_LENGTH);
    }

    /** Whether anything changes, for all styles or for some. */
    public boolean hasChanges() {
        return !adjustment.hasNoChanges() || !styleAdjustments.isEmpty();
    }

    private static boolean hasEnoughRatings(List<Rating> ratings) {
        return ratings.size() >= MIN_RATINGS && ratingsByRater(ratings).size() >= MIN_RATERS;
    }

    private static Map<String, Long> ratingsByRater(List<Rating> ratings) {
        return ratings.stream().collect(Collectors.groupingBy(Rating::rater, Collectors.counting()));
    }

    /** The shipped default, of two, that was rated by more people. */
    private static String referencePreset(List<Rating> ratings) {
        return countRaters(ratings, "quick") > countRaters(ratings, "balanced") ? "quick" : "balanced";
    }

    private static long countRaters(List<Rating> ratings, String preset) {
        return ratings.stream()
                .filter(rating -> rating.settings().preset().equals(preset))
                .map(Rating::rater)
                .distinct()
                .count();
    }

    /** Ratings by style, for styles with enough of them, most rated first. */
    private static Map<String, List<Rating>> mostRatedStyles(List<Rating> ratings) {
        Map<String, List<Rating>> byStyle = ratings.stream()
                .collect(Collectors.groupingBy(Rating::styleHash, LinkedHashMap::new, Collectors.toList()));
        return byStyle.entrySet().stream()
                .filter(style -> hasEnoughRatings(style.getValue()))
                .sorted(Comparator.comparingInt((Map.Entry<String, List<Rating>> style) ->
                                style.getValue().size())
                        .reversed())
                .limit(MAX_STYLES)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    }
}
