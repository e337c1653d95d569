package dev.gioconda.train;

import dev.gioconda.settings.TomlSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads recipes from TOML: a preset by name or a file by path, then {@code key=value} overrides. Unknown keys are rejected. */
public final class Recipes {

    /** The presets' names. */
    public static final List<String> PRESETS = List.of("study-cnn", "compact", "smile", "study-vgg19", "transfer");

    private static final String PRETRAIN = "pretrain";
    private static final String TRANSFER = "transfer"; // omitted for networks without a backbone

    private Recipes() {}

    /**
     * Reads a recipe.
     *
     * @param preset one of {@link #PRESETS}, or the path of a {@code .toml} file
     * @param changes such as {@code training.epochs=5}, in order
     * @throws IllegalArgumentException if a key or value is invalid; the message names the key
     */
    public static Recipe read(String preset, List<String> changes) throws IOException {
        return bind(TomlSettings.read(Recipes.class, PRESETS, preset).with(changes));
    }

    /**
     * Parses a recipe written by {@link #toToml}.
     *
     * @param origin where it was read from, for messages
     * @param changes such as {@code training.epochs=5}, in order
     */
    public static Recipe parse(String toml, String origin, List<String> changes) throws IOException {
        return bind(TomlSettings.parse(toml, origin).with(changes));
    }

    /** The recipe with changes that a user typed, such as {@code training.epochs=5}, in order. */
    public static Recipe withChanges(Recipe recipe, List<String> changes) throws IOException {
        return bind(TomlSettings.of(recipe, "recipe").with(changes));
    }

    private static Recipe bind(TomlSettings settings) throws IOException {
        if (!settings.tree().has(TRANSFER)) {
            settings.tree()
                    .set(
                            TRANSFER,
                            TomlSettings.of(TransferSettings.NONE, settings.origin())
                                    .tree());
        }
        return settings.bind(Recipe.class);
    }

    /**
     * Reads a recipe of a pretraining.
     *
     * @param file a {@code .toml} file; null for the preset
     * @param changes such as {@code training.epochs=5}, in order
     */
    public static PretrainRecipe pretrain(@Nullable Path file, List<String> changes) throws IOException {
        return TomlSettings.read(Recipes.class, List.of(PRETRAIN), file == null ? PRETRAIN : file.toString())
                .with(changes)
                .bind(PretrainRecipe.class);
    }

    /** The recipe as TOML, which {@link #pretrain} reads back. */
    public static String toToml(PretrainRecipe recipe) {
        return TomlSettings.of(recipe, PRETRAIN).toToml();
    }

    /** The recipe as TOML, which {@link #read} reads back. */
    public static String toToml(Recipe recipe) {
        TomlSettings settings = TomlSettings.of(recipe, "recipe");
        if (recipe.transfer().equals(TransferSettings.NONE)) {
            settings.tree().remove(TRANSFER);
        }
        return settings.toToml();
    }
}
