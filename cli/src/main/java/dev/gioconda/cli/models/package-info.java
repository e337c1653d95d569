/**
 * The command {@code models} and its subcommands: listing, promotion, rollback and export of model versions.
 * Versions and the promotion log are in core's package {@code registry}.
 */
@NullMarked
package dev.gioconda.cli.models;

import org.jspecify.annotations.NullMarked;
