package dev.gioconda.cli.models;

import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionManifest;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gioconda models show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows the manifest of a version.",
        footerHeading = "%nExamples:%n",
        footer = {"  gioconda models show compact", "  gioconda models show compact/20261124-101500 --json"})
final class ModelsShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MODEL", description = "NAME/VERSION, or a name, which means its champion.")
    private String model = "";

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(names = "--json", description = "Print it on one line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (ObjectStore objectStore = store.open()) {
            ModelRegistry registry = store.registry(objectStore);
            VersionManifest manifest = registry.manifest(StoreOptions.resolveVersion(registry, model));
            out.println(json ? JsonLines.line(manifest.tree()) : manifest.tree().toPrettyString());
        }
        out.flush();
        return 0;
    }
}
