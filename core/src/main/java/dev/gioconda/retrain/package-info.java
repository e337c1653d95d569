/**
 * Retraining on accepted feedback: the selection of images, the noise of their labels, the comparison of challenger and champion,
 * and the promotion. It implements the champion-challenger loop with a frozen hold-out. Networks and training loops are in {@code
 * train}, feedback records in {@code feedback}, model versions in {@code registry}.
 */
@NullMarked
package dev.gioconda.retrain;

import org.jspecify.annotations.NullMarked;
