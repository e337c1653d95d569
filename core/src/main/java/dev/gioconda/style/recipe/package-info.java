/**
 * Recipes of style transfer: the presets as TOML files,
 * the settings bound to records, and the schedule of scales.
 */
@NullMarked
package dev.gioconda.style.recipe;

import org.jspecify.annotations.NullMarked;
