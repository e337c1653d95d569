package dev.gioconda.report.chart;

import dev.gioconda.evaluate.Interval;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Number formats of the page, independent of the locale. */
public final class Numbers {

    /** The text for a missing value. */
    public static final String NONE = "–";

    private Numbers() {}

    /** 7197 as {@code 7,197}. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** 0.9164 with three digits as {@code 0.916}; null as a dash. */
    public static String decimal(@Nullable Double value, int digits) {
        if (value == null || value.isNaN()) {
            return NONE;
        }
        String text = String.format(Locale.ROOT, "%." + digits + "f", value);
        return text.startsWith("-") ? "−" + text.substring(1) : text;
    }

    /** 0.9164 as {@code 91.6 %}, with a non-breaking space. */
    public static String percent(@Nullable Double share) {
        return share == null || share.isNaN() ? NONE : decimal(100 * share, 1) + "\u00a0%";
    }

    /** {@code 90.0–93.6 %}. */
    public static String percent(@Nullable Interval interval) {
        return interval == null ? NONE : decimal(100 * interval.low(), 1) + "–" + percent(interval.high());
    }

    /** {@code p = 0.023}, or {@code p < 0.001} for smaller values. */
    public static String pValue(double p) {
        return p < 0.001 ? "p\u00a0<\u00a00.001" : "p\u00a0=\u00a0" + decimal(p, p < 0.1 ? 3 : 2);
    }

    /** A coordinate with at most two decimals and without trailing zeros. */
    public static String coordinate(double value) {
        double rounded = Math.rint(value * 100) / 100;
        return rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
    }

    /** The display name of an attribute: {@code Mouth_Slightly_Open} as {@code Mouth Slightly Open}. */
    public static String displayName(String attribute) {
        return attribute.replace('_', ' ');
    }
}
