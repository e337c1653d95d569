/** Commands of the server: {@code serve}, {@code ping} and {@code doctor}. */
@NullMarked
package dev.gioconda.cli.serve;

import org.jspecify.annotations.NullMarked;
