/**
 * Probabilities and truths to numbers a reader can trust: confusion matrix, ROC, average precision, calibration, intervals,
 * slices, paired comparison. Plain arithmetic on arrays; it has never heard of a network or a picture.
 */
@NullMarked
package dev.gioconda.evaluate;

import org.jspecify.annotations.NullMarked;
