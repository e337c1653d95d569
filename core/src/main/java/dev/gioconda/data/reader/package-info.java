/**
 * Readers of data set layouts: CelebA, GENKI-4K, SMILEs and labeled folders, the attribute tables and label files in
 * them, and the detection of a layout by its files.
 */
@NullMarked
package dev.gioconda.data.reader;

import org.jspecify.annotations.NullMarked;
