package dev.gioconda.cli.command;

import dev.gioconda.model.LocalModels;
import dev.gioconda.model.ModelLocator;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The folder of models that were trained on this machine. */
public final class ModelOptions {

    @Option(
            names = "--models",
            paramLabel = "FOLDER",
            description = "Folder of models trained on this machine. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_MODELS:-models}")
    private Path folder = Path.of("models");

    /** The folder. */
    public Path folder() {
        return folder;
    }

    /** The models in it. */
    public LocalModels localModels() {
        return new LocalModels(folder);
    }

    /** Resolves model references without a store. */
    public ModelLocator locator() {
        return ModelLocator.local(folder);
    }
}
