package dev.gioconda.style;

/**
 * What a painting is going to take.
 *
 * @param seconds from its beginning to its end
 * @param bytes of memory at its largest size, all of this program's
 */
public record CostEstimate(double seconds, long bytes) {}
