/**
 * Faces in pictures: their box and five points, the pose of the head, and the crop that a model is trained on, aligned by the points or by the
 * box and its roll. One crop geometry serves training, classification, recognition and style transfer. The detectors are in {@code face.cascade}
 * and {@code face.detector}. No data set.
 */
@NullMarked
package dev.gioconda.face;

import org.jspecify.annotations.NullMarked;
