/**
 * How fast the product is on this machine: one training step under JMH, the same step in a protocol that a peer can follow,
 * and the machine's own peak to hold both against. What is timed is the product's code, never a copy of it; what a number
 * means is in {@code bench/README.md}, its results in {@code docs/results}.
 */
@NullMarked
package dev.gioconda.bench;

import org.jspecify.annotations.NullMarked;
