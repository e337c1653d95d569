/**
 * The command {@code weights} and its subcommands: listing, downloading, importing and verifying official weight
 * files, and showing what is in any file. The readers and the download are in core's package {@code weights}.
 */
@NullMarked
package dev.gioconda.cli.weights;

import org.jspecify.annotations.NullMarked;
