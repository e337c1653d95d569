package dev.gioconda.style.loss;

/**
 * One iteration's loss, each term with its weight.
 *
 * @param total the sum
 * @param content the photograph's part
 * @param style the painting's part
 * @param smoothness the prior's part
 * @param temporal how far a frame is from the one before, 0 for a single picture
 */
public record Losses(double total, double content, double style, double smoothness, double temporal) {}
