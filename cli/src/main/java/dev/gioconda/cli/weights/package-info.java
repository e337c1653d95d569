/** The command {@code weights} and its subcommands: official weight files. */
@NullMarked
package dev.gioconda.cli.weights;

import org.jspecify.annotations.NullMarked;
