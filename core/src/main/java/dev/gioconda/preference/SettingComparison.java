package dev.gioconda.preference;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was asked: is this better than what it would take the place of?
 *
 * @param styleName the name of the style picture it is about; empty for all
 * @param parameter {@code strength}, {@code brush}, a layer, or a preset
 * @param ratings with another value than the one it would take the place of; of a preset, of the side that has fewer
 * @param people who gave them
 * @param range between which values it was looked for; null for a preset
 * @param bestFactor the factor that is liked best, 1 for the shipped one; null for a preset and where it was not asked
 * @param gain what is known of it; null where there is not enough to ask
 * @param margin by how many stars it must be better
 * @param requiredProbability the probability from which on it is taken
 * @param accepted whether it was
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
     * What it brings.
     *
     * @param stars posterior mean
     * @param low the central 95 % interval's lower end
     * @param high its upper end
     * @param probability that it is more than the margin
     */
    public record StarGain(double stars, double low, double high, double probability) {}

    /** What is known, if it was asked. */
    public Optional<StarGain> optionalGain() {
        return Optional.ofNullable(gain);
    }

    /** The same, not taken after all. */
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
