package dev.gioconda.cli.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The recipe of a training run, and changes of its settings. */
public final class RecipeOptions {

    @Option(
            names = "--recipe",
            paramLabel = "NAME|FILE",
            description = "A built-in recipe or a .toml file. Default: see above.")
    private @Nullable String recipe;

    @Mixin
    private SettingOptions settings = new SettingOptions();

    /** The recipe's name or file; null for the command's default. */
    public @Nullable String recipe() {
        return recipe;
    }

    /** Changes of the recipe's settings, {@code key=value}. */
    public List<String> changes() {
        return settings.changes();
    }

    /** Whether a recipe or a change is given. */
    public boolean isSet() {
        return recipe != null || !settings.changes().isEmpty();
    }
}
