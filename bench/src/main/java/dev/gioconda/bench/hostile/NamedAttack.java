package dev.gioconda.bench.hostile;

/**
 * An attack with the name that reports show.
 *
 * @param name in words
 * @param attack what it does
 */
public record NamedAttack(String name, Attack attack) {}
