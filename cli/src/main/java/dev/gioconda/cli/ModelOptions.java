package dev.gioconda.cli;

import dev.gioconda.model.ModelShelf;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where trained models lie. */
final class ModelOptions {

    @Option(
            names = "--models",
            paramLabel = "FOLDER",
            description = "Where trained models lie. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${env:GIOCONDA_MODELS:-models}")
    Path models = Path.of("models");

    ModelShelf shelf() {
        return new ModelShelf(models);
    }
}
