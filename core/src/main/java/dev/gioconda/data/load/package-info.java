/**
 * Faces as tensors: detection and cropping of every example, the cache of the crops (in memory up to 2 GiB, otherwise
 * in a temporary file), batches and augmentation. Shapes are {@code [n, c, h, w]}.
 */
@NullMarked
package dev.gioconda.data.load;

import org.jspecify.annotations.NullMarked;
