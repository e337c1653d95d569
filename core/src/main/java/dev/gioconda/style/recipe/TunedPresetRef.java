package dev.gioconda.style.recipe;

import java.util.List;

/**
 * How people's ratings changed a preset.
 *
 * @param version of the tuned preset, 1 or more
 * @param changes of the recipe as {@link StyleRecipes#withChanges} reads them, such as {@code style.weight=2}
 */
public record TunedPresetRef(int version, List<String> changes) {

    /** Checks and copies. */
    public TunedPresetRef {
        changes = List.copyOf(changes);
        if (version < 1) {
            throw new IllegalArgumentException(
                    "The version of a tuned preset is %d; expected 1 or more.".formatted(version));
        }
    }
}
