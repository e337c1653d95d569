package dev.gioconda.preference;

/**
 * Rating of one stylized image by one person.
 *
 * @param id of the feedback record
 * @param rater a pseudonym
 * @param styleHash hash of the style image
 * @param styleName name of the style image
 * @param settings settings of the image, relative to its preset
 * @param stars 1 to 5
 */
record Rating(String id, String rater, String styleHash, String styleName, RelativeSettings settings, int stars) {}
