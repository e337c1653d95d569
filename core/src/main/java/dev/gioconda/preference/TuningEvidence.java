package dev.gioconda.preference;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * What a choice rests on.
 *
 * @param ratings that were used
 * @param people who gave them
 * @param largestShare of one person, 0 to 1
 * @param excluded how many were not used, by why
 * @param sufficient whether anything was asked
 * @param stars of the shipped default at its usual size, posterior mean; 0 without ratings
 * @param starsLow the central 95 % interval's lower end
 * @param starsHigh its upper end
 * @param noise the deviation of one rating, in stars
 * @param comparisons everything that was asked
 * @param digests the first 64 bits of the SHA-256 of each used answer's id, sorted: they tell whether an answer was used, and not
 *     which answers there were
 */
public record TuningEvidence(
        int ratings,
        int people,
        double largestShare,
        @JsonProperty("leftOut") Map<String, Integer> excluded,
        @JsonProperty("enough") boolean sufficient,
        double stars,
        double starsLow,
        double starsHigh,
        double noise,
        List<SettingComparison> comparisons,
        List<String> digests) {

    /** Copies. */
    public TuningEvidence {
        comparisons = List.copyOf(comparisons);
        digests = List.copyOf(digests);
    }
}
