/**
 * Decoded images and geometry on them: {@code Picture} (8-bit RGB, row by row), resizing, affine maps, perceptual
 * hashes, contact sheets and text drawn as pixels. No file format (see {@code image.codec}), no faces (see {@code
 * face}), no network.
 */
@NullMarked
package dev.gioconda.image;

import org.jspecify.annotations.NullMarked;
