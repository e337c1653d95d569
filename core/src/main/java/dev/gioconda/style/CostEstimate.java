package dev.gioconda.style;

/**
 * Estimated cost of a style transfer.
 *
 * @param seconds total time
 * @param bytes peak memory of the process
 */
public record CostEstimate(double seconds, long bytes) {}
