/**
 * Optimizers of pixels: L-BFGS, Adam and gradient
 * descent, and the moving average of iterates.
 */
@NullMarked
package dev.gioconda.style.optim;

import org.jspecify.annotations.NullMarked;
