package dev.gioconda.retrain;

/**
 * An accepted image that is not used for training.
 *
 * @param picture its hash
 * @param reason in one sentence
 */
public record ExcludedPicture(String picture, String reason) {}
