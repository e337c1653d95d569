/**
 * The command {@code models} and its
 * subcommands: versions in a store and promotions.
 */
@NullMarked
package dev.gioconda.cli.models;

import org.jspecify.annotations.NullMarked;
