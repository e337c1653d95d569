package dev.gioconda.retrain;

/**
 * An accepted picture that is not learnt from.
 *
 * @param picture its hash
 * @param reason in a sentence
 */
public record Excluded(String picture, String reason) {}
