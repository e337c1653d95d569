/**
 * Settings as TOML: presets in the jar or files on disk, changed by {@code key=value}, bound to records, written back. An unknown key is an
 * error that names the known ones.
 * What the settings mean is said by the records of {@code train} and {@code style}.
 */
@NullMarked
package dev.gioconda.settings;

import org.jspecify.annotations.NullMarked;
