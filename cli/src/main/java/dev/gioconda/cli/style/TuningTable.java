package dev.gioconda.cli.style;

import dev.gioconda.preference.Comparison;
import dev.gioconda.preference.Evidence;
import dev.gioconda.preference.Tuning;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What ratings say, for people.
 *
 * @param tuning what was found
 */
record TuningTable(Tuning tuning) {

    private static final String ROW = "%-22s %13s %7s  %-22s %9s  %s%n";

    void print(PrintWriter out) {
        Evidence evidence = tuning.evidence();
        out.printf(Locale.ROOT, "%d ratings by %d people", evidence.ratings(), evidence.people());
        if (evidence.ratings() > 0) {
            out.printf(Locale.ROOT, ", one person gave %.0f %% of them at most", 100 * evidence.largestShare());
        }
        out.println();
        if (!evidence.leftOut().isEmpty()) {
            out.println("not used: "
                    + evidence.leftOut().entrySet().stream()
                            .map(left -> left.getValue() + " " + left.getKey())
                            .collect(Collectors.joining(", ")));
        }
        if (!evidence.enough()) {
            out.printf(
                    "not enough: %d ratings by %d people are needed before anything is asked%n",
                    Tuning.RATINGS, Tuning.PEOPLE);
            return;
        }
        out.printf(
                Locale.ROOT,
                "%s as shipped gets %.2f stars (95 %%: %.2f to %.2f); one rating scatters by %.2f%n%n",
                tuning.choice().reference(),
                evidence.stars(),
                evidence.starsLow(),
                evidence.starsHigh(),
                evidence.noise());
        String style = "";
        out.printf(ROW, "all styles", "rated", "best", "more stars (95 %)", "ratings", "");
        for (Comparison comparison : evidence.comparisons()) {
            if (!comparison.style().equals(style)) {
                style = comparison.style();
                out.printf("%n%s%n", style);
            }
            if (comparison.ratings() > 0) {
                row(out, comparison);
            }
        }
        String untouched = evidence.comparisons().stream()
                .filter(comparison -> comparison.style().isEmpty() && comparison.ratings() == 0)
                .map(Comparison::what)
                .collect(Collectors.joining(", "));
        if (!untouched.isEmpty()) {
            out.printf("%nnobody has rated another: %s%n", untouched);
        }
        out.printf("%nfor all styles: %s%n", tuning.choice().words());
        tuning.styles()
                .forEach(own ->
                        out.printf("for %s: %s%n", own.name(), own.choice().words()));
    }

    private static void row(PrintWriter out, Comparison comparison) {
        Comparison.Range range = comparison.range();
        Double best = comparison.best();
        out.printf(
                ROW,
                "  " + comparison.what(),
                range == null ? "" : "%s-%s".formatted(factor(range.low()), factor(range.high())),
                best == null ? "" : factor(best),
                comparison
                        .known()
                        .map(gain -> String.format(
                                Locale.ROOT, "%+.2f (%+.2f to %+.2f)", gain.stars(), gain.low(), gain.high()))
                        .orElse(""),
                "%d by %d".formatted(comparison.ratings(), comparison.people()),
                comparison.why());
    }

    private static String factor(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
