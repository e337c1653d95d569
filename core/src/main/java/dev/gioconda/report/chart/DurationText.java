package dev.gioconda.report.chart;

/** Durations in words. */
public final class DurationText {

    private DurationText() {}

    /** The duration in its two largest units, such as {@code 45 s}, {@code 3 min 05 s} or {@code 2 h 07 min}. */
    public static String of(double seconds) {
        long rounded = Math.round(seconds);
        if (rounded < 60) {
            return "%d s".formatted(rounded);
        }
        return rounded < 3600
                ? "%d min %02d s".formatted(rounded / 60, rounded % 60)
                : "%d h %02d min".formatted(rounded / 3600, rounded / 60 % 60);
    }
}
