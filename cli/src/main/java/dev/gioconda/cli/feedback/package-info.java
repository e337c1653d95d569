/**
 * The command {@code feedback} and its subcommands: recording, reviewing, exporting and deleting user feedback.
 * Records and decisions are in core's package {@code feedback}.
 */
@NullMarked
package dev.gioconda.cli.feedback;

import org.jspecify.annotations.NullMarked;
