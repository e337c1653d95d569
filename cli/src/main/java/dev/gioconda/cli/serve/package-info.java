/**
 * Commands of the server: {@code serve}, {@code ping} and {@code doctor}. They parse options and start or ask the
 * server of module {@code server}.
 */
@NullMarked
package dev.gioconda.cli.serve;

import org.jspecify.annotations.NullMarked;
