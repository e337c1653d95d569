package dev.gioconda.cli.style;

import dev.gioconda.preference.SettingComparison;
import dev.gioconda.preference.Tuning;
import dev.gioconda.preference.TuningEvidence;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Prints the result of tuning as a table.
 */
record TuningTable(Tuning tuning) {

    private static final String ROW = "%-22s %13s %7s  %-22s %9s  %s%n";

    void print(PrintWriter out) {
        TuningEvidence evidence = tuning.evidence();
        out.printf(Locale.ROOT, "%d ratings by %d people", evidence.ratings(), evidence.people());
        if (evidence.ratings() > 0) {
            out.printf(Locale.ROOT, ", at most %.0f %% of them by one person", 100 * evidence.largestShare());
        }
        out.println();
        if (!evidence.excluded().isEmpty()) {
            out.println("not used: "
                    + evidence.excluded().entrySet().stream()
                            .map(excluded -> excluded.getValue() + " " + excluded.getKey())
                            .collect(Collectors.joining(", ")));
        }
        if (!evidence.sufficient()) {
            out.printf(
                    "not enough: at least %d ratings by %d people are needed%n", Tuning.MIN_RATINGS, Tuning.MIN_RATERS);
            return;
        }
        out.printf(
                Locale.ROOT,
                "%s as shipped: %.2f stars (95 %%: %.2f to %.2f); standard deviation of a rating %.2f%n%n",
                tuning.adjustment().reference(),
                evidence.stars(),
                evidence.starsLow(),
                evidence.starsHigh(),
                evidence.noise());
        String style = "";
        out.printf(ROW, "all styles", "rated", "best", "more stars (95 %)", "ratings", "");
        for (SettingComparison comparison : evidence.comparisons()) {
            if (!comparison.styleName().equals(style)) {
                style = comparison.styleName();
                out.printf("%n%s%n", style);
            }
            if (comparison.ratings() > 0) {
                row(out, comparison);
            }
        }
        String unrated = evidence.comparisons().stream()
                .filter(comparison -> comparison.styleName().isEmpty() && comparison.ratings() == 0)
                .map(SettingComparison::parameter)
                .collect(Collectors.joining(", "));
        if (!unrated.isEmpty()) {
            out.printf("%nno other value was rated: %s%n", unrated);
        }
        out.printf("%nfor all styles: %s%n", tuning.adjustment().describe());
        tuning.styleAdjustments()
                .forEach(styleTuning -> out.printf(
                        "for %s: %s%n",
                        styleTuning.styleName(), styleTuning.adjustment().describe()));
    }

    private static void row(PrintWriter out, SettingComparison comparison) {
        SettingComparison.RatedRange range = comparison.range();
        Double best = comparison.bestFactor();
        out.printf(
                ROW,
                "  " + comparison.parameter(),
                range == null ? "" : "%s-%s".formatted(formatFactor(range.low()), formatFactor(range.high())),
                best == null ? "" : formatFactor(best),
                comparison
                        .optionalGain()
                        .map(gain -> String.format(
                                Locale.ROOT, "%+.2f (%+.2f to %+.2f)", gain.stars(), gain.low(), gain.high()))
                        .orElse(""),
                "%d by %d".formatted(comparison.ratings(), comparison.people()),
                comparison.reason());
    }

    private static String formatFactor(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
