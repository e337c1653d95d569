package dev.gioconda.cli.models;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.registry.OrphanedVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gioconda models gc}. */
@Command(
        name = "gc",
        description =
                "Deletes orphaned files: those of versions without a manifest, which an interrupted save left behind. Complete versions stay.",
        footer = {"  gioconda models gc --dry-run", "  gioconda models gc --older-than 48"})
final class ModelsGcCommand extends GiocondaCommand {

    @Option(
            names = "--older-than",
            paramLabel = "HOURS",
            description = "Only versions that nobody wrote to for this time, at least 12. Default: ${DEFAULT-VALUE}.",
            defaultValue = "24")
    private int minAgeHours;

    @Option(names = "--dry-run", description = "List what would be deleted, and delete nothing.")
    private boolean dryRun;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Override
    protected int run() throws IOException {
        return store.use(objectStore -> {
            List<OrphanedVersion> orphans = UsageException.asUsageError(
                    () -> store.registry(objectStore).gc(Duration.ofHours(minAgeHours), !dryRun));
            orphans.forEach(this::report);
            if (orphans.isEmpty()) {
                err().printf("There are no orphaned files in %s.%n", objectStore);
            }
            return ExitCode.OK;
        });
    }

    private void report(OrphanedVersion orphan) {
        String fate = orphan.removable() ? (dryRun ? "would be removed" : "removed") : "kept";
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", orphan.id().name());
        line.put("version", orphan.id().version());
        line.put("files", orphan.files());
        line.put("bytes", orphan.bytes());
        line.put("fate", fate);
        line.put("reason", orphan.reason());
        print(
                line,
                "%s: %s, %d files, %d bytes. %s"
                        .formatted(orphan.id(), fate, orphan.files().size(), orphan.bytes(), orphan.reason()));
    }
}
