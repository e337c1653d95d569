/**
 * Evaluation metrics from predictions and true labels: confusion matrix, ROC, average precision, calibration,
 * intervals, slices, paired comparison. Plain arithmetic on arrays; independent of networks and pictures.
 */
@NullMarked
package dev.gioconda.evaluate;

import org.jspecify.annotations.NullMarked;
