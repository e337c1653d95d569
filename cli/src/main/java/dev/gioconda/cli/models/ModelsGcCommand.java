package dev.gioconda.cli.models;

import dev.gioconda.cli.command.Json;
import dev.gioconda.cli.command.StoreOptions;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.registry.Leftover;
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
    private int hours;

    @Option(names = "--dry-run", description = "Only say what would be removed.")
    private boolean dry;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(names = "--json", description = "Print one JSON object a version and line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (ObjectStore open = store.open()) {
            List<Leftover> leftovers =
                    UsageException.unlessGood(() -> store.registry(open).gc(Duration.ofHours(hours), !dry));
            for (Leftover leftover : leftovers) {
                String fate = leftover.removable() ? (dry ? "would be removed" : "removed") : "kept";
                if (json) {
                    Map<String, Object> line = new LinkedHashMap<>();
                    line.put("name", leftover.id().name());
                    line.put("version", leftover.id().version());
                    line.put("files", leftover.files());
                    line.put("bytes", leftover.bytes());
                    line.put("fate", fate);
                    line.put("reason", leftover.reason());
                    out.println(Json.line(line));
                } else {
                    out.printf(
                            "%s: %s, %d files, %d bytes. %s%n",
                            leftover.id(), fate, leftover.files().size(), leftover.bytes(), leftover.reason());
                }
            }
            if (leftovers.isEmpty()) {
                spec.commandLine().getErr().printf("There are no leftovers in %s.%n", open);
            }
        }
        out.flush();
        return 0;
    }
}
