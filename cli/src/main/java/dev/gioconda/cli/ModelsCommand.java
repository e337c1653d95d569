package dev.gioconda.cli;

import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.model.ModelShelf;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gioconda models}. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Lists the models: the embedded one and those trained here.",
        footerHeading = "%nExample:%n",
        footer = "  gioconda models --json")
final class ModelsCommand implements Callable<Integer> {

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Option(names = "--json", description = "Print the manifests, one JSON object a line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        List<Manifest> manifests = new ArrayList<>();
        manifests.add(ModelFiles.manifest(ModelShelf.embedded()));
        manifests.addAll(models.shelf().versions());
        PrintWriter out = spec.commandLine().getOut();
        for (Manifest manifest : manifests) {
            if (json) {
                out.println(Json.line(manifest));
            } else {
                out.printf(
                        Locale.ROOT,
                        "%-34s %-10s %-10s validation accuracy %.4f  trained on %s%n",
                        manifest.id(),
                        manifest.architecture(),
                        manifest.target(),
                        manifest.metrics().getOrDefault("validation.accuracy", Double.NaN),
                        manifest.data().name());
            }
        }
        out.flush();
        return 0;
    }
}
