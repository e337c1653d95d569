package dev.gioconda.server.operator;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Formats numbers, names and timestamps for the pages. */
public final class Formats {

    private Formats() {}

    /** {@code 93.8 %}; a dash for null. Rounded as {@code percent} of {@code dom.js} does, so that scripts show the same numbers. */
    public static String percent(@Nullable Double share) {
        return share == null ? "–" : tenths(share) + " %";
    }

    /** A share from 0 to 1 in percent, rounded to the next tenth, half up. */
    private static String tenths(double share) {
        long rounded = Math.round(1000 * share);
        return rounded / 10 + "." + rounded % 10;
    }

    /** {@code 92.5 to 94.8 %}; empty if an end is null. */
    public static String interval(@Nullable Double low, @Nullable Double high) {
        return low == null || high == null ? "" : tenths(low) + " to " + tenths(high) + " %";
    }

    /** The first characters of a text, with an ellipsis if it is longer. */
    public static String shortened(String text, int characters) {
        return text.length() <= characters ? text : text.substring(0, characters) + "…";
    }

    /** The images on which the version in use was measured; versions are compared on these only. Empty for none. */
    public static String comparedOn(List<ModelView> cards) {
        return cards.stream()
                .filter(ModelView::serving)
                .map(ModelView::measuredWith)
                .findFirst()
                .orElse("");
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

    /** {@code Expected calibration error} for {@code validation.expectedCalibrationError}. */
    public static String metricName(String key) {
        String name = key.substring(key.lastIndexOf('.') + 1);
        return capitalized(name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT));
    }

    /** With an upper-case first letter. */
    public static String capitalized(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** {@code 2026-11-24, 12:03 UTC} for an ISO 8601 instant. */
    public static String timestamp(String instant) {
        return instant.length() < 16 ? instant : instant.substring(0, 10) + ", " + instant.substring(11, 16) + " UTC";
    }

    /** Start of an accuracy scale that shows all intervals: 5 % below the lowest end, rounded down to a multiple of 5 %; 0 to 1. */
    public static double scaleStart(List<ModelView> cards) {
        String comparedOn = comparedOn(cards);
        double lowest = cards.stream()
                .filter(card -> card.measuredWith().equals(comparedOn))
                .map(ModelView::low)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(0.5);
        return Math.max(0, Math.floor(20 * (lowest - 0.05)) / 20);
    }

    /** Position of a fraction on a scale from {@code scaleStart} to 1, in percent of its length; 0 for null. */
    public static double positionOnScale(@Nullable Double share, double scaleStart) {
        return share == null
                ? 0
                : Math.max(0, Math.min(100, Math.round(1000 * (share - scaleStart) / (1 - scaleStart)) / 10.0));
    }

    /** {@code 85}. */
    public static String wholePercent(double share) {
        return Long.toString(Math.round(100 * share));
    }

    /** Fractions in percent, other metrics with four decimals. */
    public static String metricValue(String key, double value) {
        return key.matches(".*(accuracy|precision|recall|f1|balancedAccuracy|specificity)")
                ? percent(value)
                : String.format(Locale.ROOT, "%.4f", value);
    }
}
