package dev.gioconda.train.detection;

import dev.gioconda.data.load.Augmentation;
import dev.gioconda.settings.TomlSettings;
import dev.gioconda.train.Recipe;
import java.io.IOException;
import java.util.List;

/**
 * The settings of the training of a detector, except the data. The components are the keys of the TOML preset.
 *
 * @param scenes the composed scenes
 * @param training the optimization; an epoch has {@link SceneSettings#epoch} scenes
 * @param augmentation colors, blur, noise and JPEG artifacts of whole scenes; without geometric transformations
 */
public record DetectorRecipe(SceneSettings scenes, Recipe.TrainingSettings training, Augmentation augmentation) {

    /** The preset's name. */
    public static final String PRESET = "detector";

    /**
     * The composed scenes.
     *
     * @param epoch scenes of an epoch
     * @param reuse epochs for which scenes are kept, with other colors and noise in each; composing takes as long as a step
     * @param validation scenes of the validation
     * @param side of a scene in pixels, a multiple of 32
     * @param objects largest number of pasted pictures
     * @param empty share of scenes without an object
     * @param smallest side of an object in pixels
     * @param largest side of an object as a share of the scene's
     * @param turn largest turn in degrees
     * @param upright share of objects that are turned by at most 12 degrees
     * @param whole share of pictures that are pasted as a whole, not as an ellipse around one object
     * @param occlusion share of partly covered objects
     */
    public record SceneSettings(
            int epoch,
            int reuse,
            int validation,
            int side,
            int objects,
            double empty,
            double smallest,
            double largest,
            double turn,
            double upright,
            double whole,
            double occlusion) {

        /** Checks the values. */
        public SceneSettings {
            require(epoch >= 1 && validation >= 1, "epoch", "at least one scene, also for the validation");
            require(reuse >= 1, "reuse", "1 or more epochs");
            require(side >= 64 && side % 32 == 0, "side", "a multiple of 32 of at least 64 pixels");
            require(objects >= 1, "objects", "1 or more");
            require(smallest > 0 && largest > 0 && largest <= 1, "smallest", "more than 0; largest in (0, 1]");
            require(isShare(empty) && isShare(upright), "empty", "a share in [0, 1], as upright");
            require(isShare(whole) && isShare(occlusion), "whole", "a share in [0, 1], as occlusion");
        }

        private static boolean isShare(double value) {
            return value >= 0 && value <= 1;
        }

        private static void require(boolean holds, String key, String expected) {
            if (!holds) {
                throw new IllegalArgumentException("scenes.%s is invalid; expected %s.".formatted(key, expected));
            }
        }
    }

    /**
     * Reads a recipe.
     *
     * @param preset {@link #PRESET}, or the path of a {@code .toml} file
     * @param changes such as {@code training.epochs=5}, in order
     */
    public static DetectorRecipe read(String preset, List<String> changes) throws IOException {
        return TomlSettings.read(DetectorRecipe.class, List.of(PRESET), preset)
                .with(changes)
                .bind(DetectorRecipe.class);
    }

    /** The recipe as TOML, which {@link #read} reads back. */
    public String toToml() {
        return TomlSettings.of(this, PRESET).toToml();
    }
}
