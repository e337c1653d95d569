/**
 * Benchmarks: one training step under JMH, the same step in a protocol that other programs can follow, and the machine's peak
 * for comparison. They time the product's code, never a copy of it. {@code bench/README.md} describes the numbers; the results
 * are in {@code docs/results}.
 */
@NullMarked
package dev.gioconda.bench;

import org.jspecify.annotations.NullMarked;
