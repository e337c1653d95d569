package dev.gioconda.cli.models;

import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gioconda models export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Copies a version out of the store, into a folder or a zip.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gioconda models export compact --out compact.zip",
            "  gioconda models export compact/20261124-101500 --out best"
        })
final class ModelsExportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MODEL", description = "NAME/VERSION, or a name, which means its champion.")
    private String model = "";

    @Option(
            names = "--out",
            paramLabel = "FOLDER|FILE.zip",
            required = true,
            description = "Where to; nothing may be there yet.")
    private Path out = Path.of("");

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(names = "--json", description = "Print what and where.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter writer = spec.commandLine().getOut();
        try (ObjectStore objectStore = store.open()) {
            ModelRegistry registry = store.registry(objectStore);
            VersionId id = StoreOptions.resolveVersion(registry, model);
            registry.export(id, out);
            Map<String, String> line = new LinkedHashMap<>();
            line.put("name", id.name());
            line.put("version", id.version());
            line.put("path", out.toString());
            writer.println(json ? JsonLines.line(line) : id + " is in " + out);
        }
        writer.flush();
        return 0;
    }
}
