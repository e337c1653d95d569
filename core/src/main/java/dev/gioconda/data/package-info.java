/**
 * Files to batches: data sets (CelebA, labelled folders, GENKI-4K, SMILEs, the synthetic portraits), their partitions
 * and splits by person, the uint8 cache of cropped faces, and augmentation. A data set is a list of examples whose bytes
 * stay where they are; it knows nothing of networks or of how it is judged.
 */
@NullMarked
package dev.gioconda.data;

import org.jspecify.annotations.NullMarked;
