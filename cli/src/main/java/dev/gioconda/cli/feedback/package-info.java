/**
 * The command {@code feedback} and its
 * subcommands: submission, review, export and deletion.
 */
@NullMarked
package dev.gioconda.cli.feedback;

import org.jspecify.annotations.NullMarked;
