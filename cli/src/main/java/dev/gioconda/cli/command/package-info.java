/**
 * What all commands share: the base class, groups of options, exit codes, errors, JSON and text output, and progress
 * views.
 */
@NullMarked
package dev.gioconda.cli.command;

import org.jspecify.annotations.NullMarked;
