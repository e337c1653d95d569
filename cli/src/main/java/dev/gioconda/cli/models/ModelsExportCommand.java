package dev.gioconda.cli.models;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gioconda models export}. */
@Command(
        name = "export",
        description = "Copies a version from the store into a folder or a zip file.",
        footer = {
            "  gioconda models export compact --output compact.zip",
            "  gioconda models export compact/20261124-101500 --output best"
        })
final class ModelsExportCommand extends GiocondaCommand {

    @Parameters(paramLabel = "MODEL", description = "NAME/VERSION, or a name for its champion.")
    private String model = "";

    @Option(
            names = "--output",
            paramLabel = "FOLDER|FILE.zip",
            required = true,
            description = "The folder or zip file to write; it must not exist. Required.")
    private Path target = Path.of("");

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Override
    protected int run() throws IOException {
        return store.use(objectStore -> {
            ModelRegistry registry = store.registry(objectStore);
            VersionId id = StoreOptions.resolveVersion(registry, model);
            registry.export(id, target);
            Map<String, String> line = new LinkedHashMap<>();
            line.put("name", id.name());
            line.put("version", id.version());
            line.put("path", target.toString());
            print(line, "%s was exported to %s".formatted(id, target));
            return ExitCode.OK;
        });
    }
}
