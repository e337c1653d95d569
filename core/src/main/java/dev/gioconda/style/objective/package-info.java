/**
 * The objective that is minimized at one scale: weighted losses against the targets of content and style, for the
 * whole image or tile by tile with the loss and gradient of the whole.
 */
@NullMarked
package dev.gioconda.style.objective;

import org.jspecify.annotations.NullMarked;
