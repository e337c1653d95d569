/**
 * Which detector is used, and the one of a published network. The interface {@code FaceDetector} is in the
 * package {@code face}.
 */
@NullMarked
package dev.gioconda.face.detector;

import org.jspecify.annotations.NullMarked;
