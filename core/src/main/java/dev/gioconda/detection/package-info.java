/**
 * Finds objects in pictures with a trained network: the cells of its outputs become boxes and points. The training is in {@code
 * train.detection}.
 */
@NullMarked
package dev.gioconda.detection;

import org.jspecify.annotations.NullMarked;
