package dev.gioconda.cli.models;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.cli.command.TerminalText;
import dev.gioconda.registry.ManifestDiff;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionManifest;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gioconda models diff}. */
@Command(
        name = "diff",
        description = "Compares the manifests of two versions: data, recipe, metrics and files.",
        footer = "  gioconda models diff compact/20261124-101500 compact/20261125-090000")
final class ModelsDiffCommand extends GiocondaCommand {

    @Parameters(index = "0", paramLabel = "OLD", description = "NAME/VERSION, or a name for its champion.")
    private String left = "";

    @Parameters(index = "1", paramLabel = "NEW", description = "The version to compare it with, in the same form.")
    private String right = "";

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Override
    protected int run() throws IOException {
        return store.use(objectStore -> {
            ModelRegistry registry = store.registry(objectStore);
            VersionManifest a = registry.manifest(StoreOptions.resolveVersion(registry, left));
            VersionManifest b = registry.manifest(StoreOptions.resolveVersion(registry, right));
            for (ManifestDiff.Difference difference : ManifestDiff.between(a, b)) {
                print(
                        difference,
                        "%s%n  - %s%n  + %s"
                                .formatted(
                                        TerminalText.withoutControls(difference.path()),
                                        TerminalText.withoutControls(difference.left()),
                                        TerminalText.withoutControls(difference.right())));
            }
            return ExitCode.OK;
        });
    }
}
