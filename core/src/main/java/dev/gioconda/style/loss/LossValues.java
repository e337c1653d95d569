package dev.gioconda.style.loss;

/**
 * The weighted loss terms of one iteration as numbers, for progress and checkpoints; as tensors they are
 * {@link dev.gioconda.style.objective.LossTerms}.
 *
 * @param total the sum
 * @param content content loss
 * @param style style loss
 * @param smoothness total variation
 * @param temporal temporal loss of a frame; 0 for a single image
 */
public record LossValues(double total, double content, double style, double smoothness, double temporal) {}
