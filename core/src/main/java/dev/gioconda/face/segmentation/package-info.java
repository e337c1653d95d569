/** Masks of persons in photographs. */
@NullMarked
package dev.gioconda.face.segmentation;

import org.jspecify.annotations.NullMarked;
