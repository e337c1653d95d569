/** Measures how well a model classifies corrupted pictures. */
@NullMarked
package dev.gioconda.train.robustness;

import org.jspecify.annotations.NullMarked;
