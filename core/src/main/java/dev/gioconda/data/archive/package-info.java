/**
 * Folders, {@code .zip} and {@code .tar.gz} archives read in place, entry by entry, without unpacking. What an entry
 * means is known to {@code data.reader}.
 */
@NullMarked
package dev.gioconda.data.archive;

import org.jspecify.annotations.NullMarked;
