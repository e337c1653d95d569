/**
 * Procedural style images, free of copyright, that are part of the program.
 * No artworks and no files: every image is computed.
 */
@NullMarked
package dev.gioconda.style.gallery;

import org.jspecify.annotations.NullMarked;
