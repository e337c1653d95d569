package dev.gioconda.preference;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was asked: is this better than what it would take the place of?
 *
 * @param style the name of the style picture it is about; empty for all
 * @param what {@code strength}, {@code brush}, a layer, or a preset
 * @param ratings that have another value than the one they would take the place of
 * @param people who gave them
 * @param low the lowest value that is well rated, a factor; null for a preset
 * @param high the highest
 * @param best the value that is liked best within them, 1 for none; null for a preset
 * @param stars how many more it gets, posterior mean; null where there is not enough to ask
 * @param starsLow the central 95 % interval's lower end
 * @param starsHigh its upper end
 * @param probability that it is better, by {@code margin}
 * @param margin in stars
 * @param needed the probability from which on it is taken
 * @param taken whether it was
 * @param why in a few words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Comparison(
        String style,
        String what,
        int ratings,
        int people,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Double best,
        @Nullable Double stars,
        @Nullable Double starsLow,
        @Nullable Double starsHigh,
        @Nullable Double probability,
        double margin,
        double needed,
        boolean taken,
        String why) {

    /** The same, not taken after all. */
    Comparison dropped(String reason) {
        return new Comparison(
                style,
                what,
                ratings,
                people,
                low,
                high,
                best,
                stars,
                starsLow,
                starsHigh,
                probability,
                margin,
                needed,
                false,
                taken ? reason : why);
    }
}
