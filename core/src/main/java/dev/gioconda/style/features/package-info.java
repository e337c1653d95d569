/**
 * Feature extraction from a backbone's layers, with a backward pass per layer, and the statistics of features that
 * style losses compare. Feature maps are {@code [c, h * w]}.
 */
@NullMarked
package dev.gioconda.style.features;

import org.jspecify.annotations.NullMarked;
