package dev.gioconda.cli.command;

import dev.gioconda.model.LocalModels;
import dev.gioconda.model.ModelLocator;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The folder of local models. */
public final class ModelOptions {

    @Option(
            names = "--models",
            paramLabel = "FOLDER",
            description = "The folder of trained models. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_MODELS:-models}")
    public Path folder = Path.of("models");

    /** The models in that folder. */
    public LocalModels localModels() {
        return new LocalModels(folder);
    }

    /** Resolves model references without a store. */
    public ModelLocator locator() {
        return ModelLocator.local(folder);
    }
}
