package dev.gioconda.cli.models;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.cli.command.TerminalText;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gioconda models verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Reads versions in the store through, compares every file with its hash, and loads them.",
        footerHeading = "%nExamples:%n",
        footer = {"  gioconda models verify", "  gioconda models verify compact/20261124-101500 --json"})
final class ModelsVerifyCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            paramLabel = "MODEL",
            description = "NAME/VERSION, or names, which mean their champions. Default: all versions.")
    private List<String> models = new ArrayList<>();

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(names = "--json", description = "Print one JSON object a version and line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        boolean allValid = true;
        try (ObjectStore objectStore = store.open()) {
            ModelRegistry registry = store.registry(objectStore);
            List<VersionId> ids = new ArrayList<>(models.isEmpty() ? registry.versions() : List.of());
            for (String model : models) {
                ids.add(StoreOptions.resolveVersion(registry, model));
            }
            for (VersionId id : ids) {
                try {
                    registry.verify(id);
                    report(id, true, "every file agrees with its hash, and it loads");
                } catch (IOException | IllegalArgumentException failure) {
                    allValid = false;
                    report(id, false, TerminalText.withoutControls(Failures.messageOf(failure)));
                }
            }
        }
        return allValid ? 0 : ExitCode.FAILED;
    }

    private void report(VersionId id, boolean valid, String message) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("name", id.name());
            line.put("version", id.version());
            line.put("good", valid);
            line.put("message", message);
            out.println(JsonLines.line(line));
        } else {
            out.printf("%-4s %s: %s%n", valid ? "good" : "BAD", id, message);
        }
        out.flush();
    }
}
