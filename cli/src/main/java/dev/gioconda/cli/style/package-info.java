/**
 * The command {@code
 * style} and its subcommands.
 */
@NullMarked
package dev.gioconda.cli.style;

import org.jspecify.annotations.NullMarked;
