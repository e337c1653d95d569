package dev.gioconda.style.loss;

/**
 * Values of the weighted loss terms at one iteration.
 *
 * @param total the sum
 * @param content content loss
 * @param style style loss
 * @param smoothness total variation
 * @param temporal temporal loss of a frame; 0 for a single image
 */
public record Losses(double total, double content, double style, double smoothness, double temporal) {}
