/**
 * Training: recipes, the training loop with its tasks, learning rate schedules, weight average, checkpoints, early stopping, feature
 * cache, pretraining, and evaluation of models. The loop emits {@code Progress} records and uses no terminal, no socket and no
 * report.
 */
@NullMarked
package dev.gioconda.train;

import org.jspecify.annotations.NullMarked;
