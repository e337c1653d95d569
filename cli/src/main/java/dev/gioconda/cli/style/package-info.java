/** The command {@code style} and its subcommands: style transfer by optimization and by fast networks. */
@NullMarked
package dev.gioconda.cli.style;

import org.jspecify.annotations.NullMarked;
