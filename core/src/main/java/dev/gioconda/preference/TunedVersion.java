package dev.gioconda.preference;

import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import dev.gioconda.style.recipe.TunedPresetRef;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/**
 * A version of the tuned preset; immutable, and one object of the store.
 *
 * @param format of this record, {@link #FORMAT}
 * @param version its number, from 1 up without a gap
 * @param who made it
 * @param why in their words
 * @param when ISO 8601 in UTC
 * @param nonce tells two writers' versions apart
 * @param tuning what is changed, and why
 */
public record TunedVersion(int format, int version, String who, String why, String when, String nonce, Tuning tuning) {

    /** The format that this program writes. */
    public static final int FORMAT = 1;

    /** What a user types for it. */
    public static final String PRESET_NAME = "tuned";

    /**
     * What is taken where nobody names a preset, or names the tuned one.
     *
     * @param preset a recipe's name
     * @param tuned what is changed of it
     */
    public record AppliedTuning(String preset, TunedPresetRef tuned) {

        /** The recipe with the tuned weights. */
        public StyleRecipe recipe() throws IOException {
            return StyleRecipes.read(preset, tuned.changes());
        }
    }

    /** What is changed for a style picture, or for one of which nothing is known. */
    public PresetAdjustment adjustmentFor(Collection<String> hashes) {
        return tuning.styleAdjustments().stream()
                .filter(style -> hashes.contains(style.styleHash()))
                .map(PresetAdjustment.StyleAdjustment::adjustment)
                .findFirst()
                .orElse(tuning.adjustment());
    }

    /**
     * How to paint.
     *
     * @param defaultPreset the preset without any tuning
     * @param hashes of the style picture: of its file, of its pixels as PNG, or none
     */
    public AppliedTuning apply(String defaultPreset, Collection<String> hashes) throws IOException {
        PresetAdjustment adjustment = adjustmentFor(hashes);
        String preset = adjustment.preset(defaultPreset);
        List<String> changes = adjustment.changes(StyleRecipes.read(preset, List.of()));
        return new AppliedTuning(preset, new TunedPresetRef(version, changes));
    }
}
