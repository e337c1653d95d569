package dev.gioconda.style;

/**
 * One iteration's loss, each term with its weight.
 *
 * @param total the sum
 * @param content the photograph's part
 * @param style the painting's part
 * @param smoothness the prior's part
 */
public record Losses(double total, double content, double style, double smoothness) {}
