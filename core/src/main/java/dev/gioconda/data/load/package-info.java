/**
 * Faces as tensors: detection and cropping of every example, the cache of the crops on disk, batches and
 * augmentation. Shapes are {@code [n, c, h, w]}.
 */
@NullMarked
package dev.gioconda.data.load;

import org.jspecify.annotations.NullMarked;
