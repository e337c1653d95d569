/** The commands {@code study} and {@code explore}. */
@NullMarked
package dev.gioconda.cli.study;

import org.jspecify.annotations.NullMarked;
