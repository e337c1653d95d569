package dev.gioconda.preference;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was asked: is this better than what it would take the place of?
 *
 * @param style the name of the style picture it is about; empty for all
 * @param what {@code strength}, {@code brush}, a layer, or a preset
 * @param ratings with another value than the one it would take the place of; of a preset, of the side that has fewer
 * @param people who gave them
 * @param range between which values it was looked for; null for a preset
 * @param best the factor that is liked best, 1 for the shipped one; null for a preset and where it was not asked
 * @param gain what is known of it; null where there is not enough to ask
 * @param margin by how many stars it must be better
 * @param needed the probability from which on it is taken
 * @param taken whether it was
 * @param why in a few words
 */
public record Comparison(
        String style,
        String what,
        int ratings,
        int people,
        @Nullable Range range,
        @Nullable Double best,
        @Nullable Gain gain,
        double margin,
        double needed,
        boolean taken,
        String why) {

    /** Factors from the third lowest to the third highest of different people. */
    public record Range(double low, double high) {}

    /**
     * What it brings.
     *
     * @param stars posterior mean
     * @param low the central 95 % interval's lower end
     * @param high its upper end
     * @param probability that it is more than the margin
     */
    public record Gain(double stars, double low, double high, double probability) {}

    /** What is known, if it was asked. */
    public Optional<Gain> known() {
        return Optional.ofNullable(gain);
    }

    /** The same, not taken after all. */
    Comparison dropped(String reason) {
        return new Comparison(
                style, what, ratings, people, range, best, gain, margin, needed, false, taken ? reason : why);
    }
}
