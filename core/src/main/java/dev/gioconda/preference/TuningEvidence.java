package dev.gioconda.preference;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * Evidence of a tuning.
 *
 * @param ratings number of ratings that were used
 * @param people number of people who gave them
 * @param largestShare share of the person with the most ratings, 0 to 1
 * @param excluded number of ratings that were not used, by reason
 * @param sufficient whether there were enough ratings for tests
 * @param stars expected rating of the shipped default at the reference size; 0 without ratings
 * @param starsLow lower end of its central 95 % interval
 * @param starsHigh upper end of that interval
 * @param noise standard deviation of one rating, in stars
 * @param comparisons all tests
 * @param digests first 64 bits of the SHA-256 of the id of each used feedback record, sorted: they show whether a known record was used
 *     without disclosing ids
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

    /** Copies the lists. */
    public TuningEvidence {
        comparisons = List.copyOf(comparisons);
        digests = List.copyOf(digests);
    }
}
