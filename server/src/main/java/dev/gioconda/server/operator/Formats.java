package dev.gioconda.server.operator;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Numbers and names as the pages show them. */
public final class Formats {

    private Formats() {}

    /** {@code 93.8 %}; a dash where there is none. */
    public static String percent(@Nullable Double share) {
        return share == null ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** {@code 92.5 to 94.8 %}. */
    public static String interval(@Nullable Double low, @Nullable Double high) {
        return low == null || high == null ? "" : String.format(Locale.ROOT, "%.1f to %.1f %%", 100 * low, 100 * high);
    }

    /** {@code 13,715}. */
    public static String count(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code genki4k and smiles} for {@code genki4k+smiles}. */
    public static String sources(String joined) {
        return joined.replace("+", " and ");
    }

    /** {@code wearing hat} for {@code Wearing_Hat}. */
    public static String attributeWords(String attribute) {
        return attribute.replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    /** {@code expected calibration error} for {@code validation.expectedCalibrationError}. */
    public static String metricName(String key) {
        String name = key.substring(key.lastIndexOf('.') + 1);
        return capitalized(name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT));
    }

    /** With a capital letter. */
    public static String capitalized(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** {@code 2026-11-24, 12:03 UTC} for an instant as it stands in records. */
    public static String timestamp(String instant) {
        return instant.length() < 16 ? instant : instant.substring(0, 10) + ", " + instant.substring(11, 16) + " UTC";
    }

    /** Where a scale begins that shows all of these intervals and differences between them: a multiple of 5 %. */
    public static double scaleStart(List<ModelRoutes.ModelView> cards) {
        double lowest = cards.stream()
                .map(ModelRoutes.ModelView::low)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(0.5);
        return Math.max(0, Math.floor(20 * (lowest - 0.05)) / 20);
    }

    /** Where a share stands on a scale from there to 100 %, in percent of its length. */
    public static double positionOnScale(@Nullable Double share, double scaleStart) {
        return share == null
                ? 0
                : Math.max(0, Math.min(100, Math.round(1000 * (share - scaleStart) / (1 - scaleStart)) / 10.0));
    }

    /** {@code 85}. */
    public static String wholePercent(double share) {
        return Long.toString(Math.round(100 * share));
    }

    /** A share in percent, anything else in four digits. */
    public static String metricValue(String key, double value) {
        return key.matches(".*(accuracy|precision|recall|f1|balancedAccuracy|specificity)")
                ? percent(value)
                : String.format(Locale.ROOT, "%.4f", value);
    }
}
