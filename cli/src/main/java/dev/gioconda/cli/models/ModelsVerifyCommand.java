package dev.gioconda.cli.models;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.cli.command.TerminalText;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gioconda models verify}. */
@Command(
        name = "verify",
        description = "Checks versions in the store: compares every file with its hash and loads the model.",
        footer = {"  gioconda models verify", "  gioconda models verify compact/20261124-101500 --json"})
final class ModelsVerifyCommand extends GiocondaCommand {

    @Parameters(
            arity = "0..*",
            paramLabel = "MODEL",
            description = "NAME/VERSION, or a name for its champion. Default: all versions.")
    private List<String> models = new ArrayList<>();

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Override
    protected int run() throws IOException {
        return store.use(objectStore -> {
            boolean allValid = true;
            ModelRegistry registry = store.registry(objectStore);
            List<VersionId> ids = new ArrayList<>(models.isEmpty() ? registry.versions() : List.of());
            for (String model : models) {
                ids.add(StoreOptions.resolveVersion(registry, model));
            }
            for (VersionId id : ids) {
                try {
                    registry.verify(id);
                    report(id, true, "all files match their hashes, and the model loads");
                } catch (IOException | IllegalArgumentException failure) {
                    allValid = false;
                    report(id, false, TerminalText.withoutControls(Failures.messageOf(failure)));
                }
            }
            return allValid ? ExitCode.OK : ExitCode.FAILED;
        });
    }

    private void report(VersionId id, boolean valid, String message) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", id.name());
        line.put("version", id.version());
        line.put("good", valid);
        line.put("message", message);
        print(line, "%-4s %s: %s".formatted(valid ? "good" : "BAD", id, message));
    }
}
