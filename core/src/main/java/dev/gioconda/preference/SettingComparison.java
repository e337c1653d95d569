package dev.gioconda.preference;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Result of one test: is another value of a parameter rated better than the current one?
 *
 * @param styleName name of the style image; empty for all styles
 * @param parameter {@code strength}, {@code brush} for the style scale, a layer, or a preset
 * @param ratings number of ratings with another value; for a preset, of the compared side that has fewer
 * @param people number of people who gave them
 * @param range searched values; null for a preset
 * @param bestFactor factor with the highest expected rating, 1 as shipped; null for a preset or without a test
 * @param gain estimated gain; null when there are too few ratings for a test
 * @param margin stars by which it must be better
 * @param requiredProbability probability from which the change is accepted
 * @param accepted whether the change was accepted
 * @param reason in a few words
 */
public record SettingComparison(
        @JsonProperty("style") String styleName,
        @JsonProperty("what") String parameter,
        int ratings,
        int people,
        @Nullable RatedRange range,
        @JsonProperty("best") @Nullable Double bestFactor,
        @Nullable StarGain gain,
        double margin,
        @JsonProperty("needed") double requiredProbability,
        @JsonProperty("taken") boolean accepted,
        @JsonProperty("why") String reason) {

    /** Factors from the third lowest to the third highest of different people. */
    public record RatedRange(double low, double high) {}

    /**
     * Estimated gain in stars.
     *
     * @param stars posterior mean
     * @param low the central 95 % interval's lower end
     * @param high its upper end
     * @param probability that it is more than the margin
     */
    public record StarGain(double stars, double low, double high, double probability) {}

    /** The gain, if it was tested. */
    public Optional<StarGain> optionalGain() {
        return Optional.ofNullable(gain);
    }

    /** A copy that is not accepted, with the reason if it was accepted before. */
    SettingComparison withRejection(String rejection) {
        return new SettingComparison(
                styleName,
                parameter,
                ratings,
                people,
                range,
                bestFactor,
                gain,
                margin,
                requiredProbability,
                false,
                accepted ? rejection : reason);
    }
}
