package dev.gioconda.preference;

/**
 * Stars of one person for one painting.
 *
 * @param id of the answer they came with
 * @param person a pseudonym
 * @param style the hash of the style picture
 * @param styleName what it is called
 * @param look how it was painted
 * @param stars 1 to 5
 */
record Rating(String id, String person, String style, String styleName, Look look, int stars) {}
