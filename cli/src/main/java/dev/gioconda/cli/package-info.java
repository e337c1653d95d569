/**
 * The command line: one class a command, each a thin listener around the rooms of core. Only here is a terminal known, and
 * only here does the program end.
 */
@NullMarked
package dev.gioconda.cli;

import org.jspecify.annotations.NullMarked;
