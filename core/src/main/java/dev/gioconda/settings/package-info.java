/**
 * Settings as TOML: presets in the jar or files on disk, changed by {@code key=value}, bound to records, written back.
 * An unknown key is an error that names the known ones. The settings themselves are records in {@code train} and {@code
 * style}. JSON files of runs and checkpoints are read here, too ({@code JsonFiles}).
 */
@NullMarked
package dev.gioconda.settings;

import org.jspecify.annotations.NullMarked;
