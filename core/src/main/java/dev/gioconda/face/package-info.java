/**
 * Face detection with OpenCV's cascades, alignment by the detected box and its roll, and the crop that a model is
 * trained on. One crop geometry serves training, classification and style transfer. No network and no data set.
 */
@NullMarked
package dev.gioconda.face;

import org.jspecify.annotations.NullMarked;
