/**
 * The commands {@code study} and {@code explore}. The study itself is a library call in core's package {@code
 * study}; here are options and progress output.
 */
@NullMarked
package dev.gioconda.cli.study;

import org.jspecify.annotations.NullMarked;
