package dev.gioconda.report.chart;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A linear scale from values to pixels, with round numbers for ticks.
 *
 * @param low the value at {@code from}
 * @param high the value at {@code to}, above {@code low}
 * @param step the distance between ticks
 * @param from the pixel of {@code low}
 * @param to the pixel of {@code high}; less than {@code from} for an axis that points upwards
 */
record Axis(double low, double high, double step, double from, double to) {

    /** An axis with exactly these ends, for fractions and angles. */
    static Axis fixed(double low, double high, double step, double from, double to) {
        return new Axis(low, high, step, from, to);
    }

    /**
     * An axis from the tick below to the tick above the values, with about {@code parts} ticks; a single value gets a
     * margin on both sides.
     */
    static Axis covering(double min, double max, int tickCount, double from, double to) {
        double padding = max > min ? 0 : Math.max(Math.abs(min) * 0.1, 1e-3);
        double step = step(max - min + 2 * padding, tickCount);
        double low = Math.floor((min - padding) / step + 1e-9) * step;
        double high = Math.ceil((max + padding) / step - 1e-9) * step;
        return new Axis(low, high, step, from, to);
    }

    /** The pixel of a value. */
    double toPixel(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    /** The ticks inside the axis, from low to high. */
    DoubleStream ticks() {
        int first = (int) Math.ceil(low / step - 1e-9);
        int last = (int) Math.floor(high / step + 1e-9);
        return IntStream.rangeClosed(first, last).mapToDouble(k -> k * step);
    }

    /** The label of a tick, with as many decimals as the step needs. */
    String label(double tick) {
        int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        return Numbers.decimal(tick, digits);
    }

    /** 1, 2 or 5 times a power of ten, so that the range has about {@code parts} of them. */
    static double step(double range, int tickCount) {
        double rawStep = range / tickCount;
        double power = Math.pow(10, Math.floor(Math.log10(rawStep)));
        double mantissa = rawStep / power;
        return (mantissa < 1.5 ? 1 : mantissa < 3.5 ? 2 : mantissa < 7.5 ? 5 : 10) * power;
    }
}
