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
 * @param version its number; consecutive from 1
 * @param who made it
 * @param why reason given by that person
 * @param when ISO 8601 in UTC
 * @param nonce random; distinguishes versions of two writers
 * @param tuning changes and evidence
 */
public record TunedVersion(int format, int version, String who, String why, String when, String nonce, Tuning tuning) {

    /** The format that this version writes. */
    public static final int FORMAT = 1;

    /** Name of the tuned preset in options and requests. */
    public static final String PRESET_NAME = "tuned";

    /**
     * A preset with its tuned changes.
     *
     * @param preset name of the recipe
     * @param tuned its changes
     */
    public record AppliedTuning(String preset, TunedPresetRef tuned) {

        /** The recipe with the changes. */
        public StyleRecipe recipe() throws IOException {
            return StyleRecipes.read(preset, tuned.changes());
        }
    }

    /** The changes for a style image; those for every style if it has none of its own. */
    public PresetAdjustment adjustmentFor(Collection<String> hashes) {
        return tuning.styleAdjustments().stream()
                .filter(style -> hashes.contains(style.styleHash()))
                .map(PresetAdjustment.StyleAdjustment::adjustment)
                .findFirst()
                .orElse(tuning.adjustment());
    }

    /**
     * Applies the changes to the default preset.
     *
     * @param defaultPreset the preset without tuning
     * @param hashes of the style image: of its file, of its pixels as PNG, or none
     */
    public AppliedTuning apply(String defaultPreset, Collection<String> hashes) throws IOException {
        PresetAdjustment adjustment = adjustmentFor(hashes);
        String preset = adjustment.presetOr(defaultPreset);
        List<String> changes = adjustment.changes(StyleRecipes.read(preset, List.of()));
        return new AppliedTuning(preset, new TunedPresetRef(version, changes));
    }
}
