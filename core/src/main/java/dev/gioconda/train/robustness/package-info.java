/**
 * Measures how well a model classifies corrupted pictures: every kind of {@link dev.gioconda.image.corruption.Corruption Corruption} in every
 * strength, detection included.
 */
@NullMarked
package dev.gioconda.train.robustness;

import org.jspecify.annotations.NullMarked;
