package dev.gioconda.report.chart;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Values to pixels along one direction, with round numbers for ticks.
 *
 * @param low the value at {@code from}
 * @param high the value at {@code to}, above {@code low}
 * @param step the distance of two ticks
 * @param from the pixel of {@code low}
 * @param to the pixel of {@code high}; below {@code from} where the axis points upwards
 */
record Axis(double low, double high, double step, double from, double to) {

    /** An axis whose ends are exactly these, for shares and angles. */
    static Axis fixed(double low, double high, double step, double from, double to) {
        return new Axis(low, high, step, from, to);
    }

    /** An axis widened to the next ticks around the values; a single value gets some room on both sides.
     * It has about {@code parts} ticks. */
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

    /** A tick's text: as many decimals as the step needs. */
    String label(double tick) {
        int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        return Numbers.decimal(tick, digits);
    }

    /** 1, 2 or 5 times a power of ten, so that the range takes about {@code parts} of them. */
    static double step(double range, int tickCount) {
        double rawStep = range / tickCount;
        double power = Math.pow(10, Math.floor(Math.log10(rawStep)));
        double mantissa = rawStep / power;
        return (mantissa < 1.5 ? 1 : mantissa < 3.5 ? 2 : mantissa < 7.5 ? 5 : 10) * power;
    }
}
