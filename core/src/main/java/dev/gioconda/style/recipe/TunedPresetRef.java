package dev.gioconda.style.recipe;

import java.util.List;

/**
 * Reference to a version of the tuned preset, with its changes as text; part of stored jobs.
 *
 * @param version of the tuned preset, 1 or more
 * @param changes of the recipe as {@link StyleRecipes#withChanges} reads them, such as {@code style.weight=2}
 */
public record TunedPresetRef(int version, List<String> changes) {

    /** Validates and copies. */
    public TunedPresetRef {
        changes = List.copyOf(changes);
        if (version < 1) {
            throw new IllegalArgumentException(
                    "The version of a tuned preset is %d; expected 1 or more.".formatted(version));
        }
    }
}
