/**
 * What commands share: groups of options, exit codes, JSON
 * and text output, progress bars, and errors of usage.
 */
@NullMarked
package dev.gioconda.cli.command;

import org.jspecify.annotations.NullMarked;
