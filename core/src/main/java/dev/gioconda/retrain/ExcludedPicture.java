package dev.gioconda.retrain;

/**
 * An accepted picture that is not learnt from.
 *
 * @param picture its hash
 * @param reason in a sentence
 */
public record ExcludedPicture(String picture, String reason) {}
