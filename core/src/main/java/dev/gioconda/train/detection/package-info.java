/**
 * Trains a detector of objects from few labels: annotated pictures are pasted at random size, turn, light and occlusion on pictures
 * without objects.
 */
@NullMarked
package dev.gioconda.train.detection;

import org.jspecify.annotations.NullMarked;
