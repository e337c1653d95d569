/**
 * The command {@code score}: its options, and how its progress and its summary are printed. The scoring itself is core's package {@code
 * score}.
 */
@NullMarked
package dev.gioconda.cli.score;

import org.jspecify.annotations.NullMarked;
