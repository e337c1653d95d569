/** The command {@code feedback} and its subcommands: recording, reviewing and exporting user feedback. */
@NullMarked
package dev.gioconda.cli.feedback;

import org.jspecify.annotations.NullMarked;
