package dev.gioconda.cli.models;

import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.cli.command.TerminalText;
import dev.gioconda.registry.ManifestDiff;
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

/** {@code gioconda models diff}. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Says in what two versions differ: data, recipe, metrics, files.",
        footerHeading = "%nExample:%n",
        footer = "  gioconda models diff compact/20261124-101500 compact/20261125-090000")
final class ModelsDiffCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "A", description = "NAME/VERSION, or a name, which means its champion.")
    private String left = "";

    @Parameters(index = "1", paramLabel = "B", description = "Another one.")
    private String right = "";

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(names = "--json", description = "Print one JSON object a difference and line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (ObjectStore objectStore = store.open()) {
            ModelRegistry registry = store.registry(objectStore);
            VersionManifest a = registry.manifest(StoreOptions.resolveVersion(registry, left));
            VersionManifest b = registry.manifest(StoreOptions.resolveVersion(registry, right));
            for (ManifestDiff.Difference difference : ManifestDiff.between(a, b)) {
                if (json) {
                    out.println(JsonLines.line(difference));
                } else {
                    out.printf(
                            "%s%n  - %s%n  + %s%n",
                            TerminalText.withoutControls(difference.path()),
                            TerminalText.withoutControls(difference.left()),
                            TerminalText.withoutControls(difference.right()));
                }
            }
        }
        out.flush();
        return 0;
    }
}
