package dev.gioconda.bench.load;

/** Percentiles of latencies. */
public final class Percentiles {

    private Percentiles() {}

    /**
     * The value above this share of the values, in milliseconds; NaN without values.
     *
     * @param sortedNanos latencies in ascending order
     * @param share of the values below it, 0 to 1
     */
    public static double millis(long[] sortedNanos, double share) {
        return sortedNanos.length == 0
                ? Double.NaN
                : sortedNanos[(int) Math.min(sortedNanos.length - 1, Math.floor(share * sortedNanos.length))] / 1e6;
    }
}
