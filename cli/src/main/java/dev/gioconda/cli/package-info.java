/**
 * The command line: the main class, which knows all commands, and {@code classify}. Each group of commands has a
 * package of its own; a command parses options, calls the library and prints.
 */
@NullMarked
package dev.gioconda.cli;

import org.jspecify.annotations.NullMarked;
