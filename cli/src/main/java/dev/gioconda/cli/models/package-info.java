/** The command {@code models} and its subcommands: versions in the store, promotions and the promotion log. */
@NullMarked
package dev.gioconda.cli.models;

import org.jspecify.annotations.NullMarked;
