/**
 * Images as tensors {@code [1, 3, h, w]} at the sizes of the optimization, colors that are kept from the content
 * image, and the mask of faces.
 */
@NullMarked
package dev.gioconda.style.canvas;

import org.jspecify.annotations.NullMarked;
