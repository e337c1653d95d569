package dev.gioconda.cli.command;

import dev.gioconda.model.LocalModels;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where trained models lie. */
public final class ModelOptions {

    @Option(
            names = "--models",
            paramLabel = "FOLDER",
            description = "Where trained models lie. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_MODELS:-models}")
    public Path folder = Path.of("models");

    public LocalModels localModels() {
        return new LocalModels(folder);
    }
}
