package dev.gioconda.retrain;

/**
 * What one rule said.
 *
 * @param rule its name
 * @param holds whether the challenger may pass
 * @param value what was measured
 * @param limit what it was compared with
 * @param sentence both, for people
 */
public record Finding(String rule, boolean holds, double value, double limit, String sentence) {}
