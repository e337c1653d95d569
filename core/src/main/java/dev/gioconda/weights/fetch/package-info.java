/**
 * Official weight files by name: the catalog with address, size, checksum and license, resumable download from the
 * official address or a mirror, the cache folder, and verification.
 */
@NullMarked
package dev.gioconda.weights.fetch;

import org.jspecify.annotations.NullMarked;
