package dev.gioconda.cli.models;

import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.registry.OrphanedVersion;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gioconda models gc}. */
@Command(
        name = "gc",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Removes what killed savings left: files of versions that never got a manifest. Whole versions stay.",
        footerHeading = "%nExamples:%n",
        footer = {"  gioconda models gc --dry-run", "  gioconda models gc --older-than 48"})
final class ModelsGcCommand implements Callable<Integer> {

    @Option(
            names = "--older-than",
            paramLabel = "HOURS",
            description = "How long nobody must have worked on it, at least 12. Default: ${DEFAULT-VALUE}.",
            defaultValue = "24")
    private int minAgeHours;

    @Option(names = "--dry-run", description = "Only say what would be removed.")
    private boolean dryRun;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(names = "--json", description = "Print one JSON object a version and line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (ObjectStore objectStore = store.open()) {
            List<OrphanedVersion> leftovers = UsageException.asUsageError(
                    () -> store.registry(objectStore).gc(Duration.ofHours(minAgeHours), !dryRun));
            for (OrphanedVersion leftover : leftovers) {
                String fate = leftover.removable() ? (dryRun ? "would be removed" : "removed") : "kept";
                if (json) {
                    Map<String, Object> line = new LinkedHashMap<>();
                    line.put("name", leftover.id().name());
                    line.put("version", leftover.id().version());
                    line.put("files", leftover.files());
                    line.put("bytes", leftover.bytes());
                    line.put("fate", fate);
                    line.put("reason", leftover.reason());
                    out.println(JsonLines.line(line));
                } else {
                    out.printf(
                            "%s: %s, %d files, %d bytes. %s%n",
                            leftover.id(), fate, leftover.files().size(), leftover.bytes(), leftover.reason());
                }
            }
            if (leftovers.isEmpty()) {
                spec.commandLine().getErr().printf("There are no leftovers in %s.%n", objectStore);
            }
        }
        out.flush();
        return 0;
    }
}
