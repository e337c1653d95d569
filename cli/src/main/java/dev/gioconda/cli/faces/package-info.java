/**
 * The command {@code faces} and its subcommands: detection, verification and identification of persons, search, and
 * clustering by person.
 */
@NullMarked
package dev.gioconda.cli.faces;

import org.jspecify.annotations.NullMarked;
