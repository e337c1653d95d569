package dev.gioconda.cli.models;

import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.ModelOptions;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.registry.VersionManifest;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gioconda models add}. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Brings a version that was trained here into the store, once it loads and agrees with its hashes.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gioconda models add compact --store s3://bucket/prefix",
            "  gioconda models add models/compact/20261124-101500"
        })
final class ModelsAddCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MODEL", description = "A name, a version or a folder.")
    private String model = "";

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(names = "--json", description = "Print its manifest.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Path folder = models.locator().find(model);
        try (ObjectStore objectStore = store.open()) {
            VersionManifest manifest = store.registry(objectStore).save(folder);
            out.println(json ? JsonLines.line(manifest.tree()) : manifest.id() + " is in " + objectStore);
        }
        out.flush();
        return 0;
    }
}
