package dev.gioconda.preference;

/**
 * Stars of one person for one painting.
 *
 * @param id of the answer they came with
 * @param rater a pseudonym
 * @param styleHash the hash of the style picture
 * @param styleName what it is called
 * @param settings how it was painted
 * @param stars 1 to 5
 */
record Rating(String id, String rater, String styleHash, String styleName, RelativeSettings settings, int stars) {}
