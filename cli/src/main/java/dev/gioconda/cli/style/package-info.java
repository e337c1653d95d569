/**
 * The command {@code style} and its subcommands. They parse options, call core's package {@code style}, and print
 * progress; no part of the method is here.
 */
@NullMarked
package dev.gioconda.cli.style;

import org.jspecify.annotations.NullMarked;
