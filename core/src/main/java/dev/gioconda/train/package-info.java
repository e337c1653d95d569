/**
 * A loop that only emits {@code Progress} records: the trainer, schedules, moving average of weights, checkpoints and early
 * stopping. It knows no terminal, no socket and no report.
 */
@NullMarked
package dev.gioconda.train;

import org.jspecify.annotations.NullMarked;
