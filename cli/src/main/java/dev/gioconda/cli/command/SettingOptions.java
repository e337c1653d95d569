package dev.gioconda.cli.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Changes of single settings of a recipe or preset. */
public final class SettingOptions {

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Changes one setting of the recipe or preset, such as training.epochs=5 or style.loss=gram. Repeatable.")
    private List<String> changes = new ArrayList<>();

    /** The changes, {@code key=value}. */
    public List<String> changes() {
        return changes;
    }
}
