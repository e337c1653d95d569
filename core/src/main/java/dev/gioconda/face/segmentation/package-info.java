/**
 * Masks of persons in photographs, by a published network whose file is in the cache of weights: what is a person, and what is the
 * background.
 */
@NullMarked
package dev.gioconda.face.segmentation;

import org.jspecify.annotations.NullMarked;
