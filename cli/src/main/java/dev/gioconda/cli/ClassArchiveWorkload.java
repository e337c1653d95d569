package dev.gioconda.cli;

import dev.gioconda.cli.command.NativeSearch;
import dev.gioconda.cli.command.ProgramVersion;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.file.Trees;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.LocalModels;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.server.GiocondaServer;
import dev.gioconda.server.http.ServerSettings;
import dev.gioconda.store.FolderStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Loads the classes that short commands and the start of a server need: prints the help, classifies an image, and answers requests. The
 * launcher runs it with {@code -XX:ArchiveClassesAtExit}, so that later starts map these classes into memory instead of reading, parsing and
 * verifying them (application class-data sharing, JEP 350).
 */
public final class ClassArchiveWorkload {

    private ClassArchiveWorkload() {}

    /** Runs the workload in a temporary folder; takes no arguments. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        NativeSearch.limit();
        Path folder = Files.createTempDirectory("gioconda-classes");
        try {
            Path portrait = folder.resolve("portrait.jpg");
            SyntheticPortraits portraits = new SyntheticPortraits(1, 1);
            portraits.visit(portraits.entries(), (entry, bytes) -> Files.write(portrait, bytes));
            run("--help");
            run("classify", portrait.toString());
            run("classify", "--json", portrait.toString());
            serve(folder, portrait);
        } finally {
            Trees.delete(folder);
        }
    }

    private static void run(String... arguments) {
        PrintWriter discarded = new PrintWriter(Writer.nullWriter());
        int code = Gioconda.commandLineFor(arguments)
                .setOut(discarded)
                .setErr(discarded)
                .execute(arguments);
        if (code != 0) {
            throw new IllegalStateException("%s failed with exit code %d.".formatted(List.of(arguments), code));
        }
    }

    private static void serve(Path folder, Path portrait) throws IOException, InterruptedException {
        try (FolderStore store = new FolderStore(folder.resolve("store"))) {
            ModelRegistry registry =
                    new ModelRegistry(store, folder.resolve("cache"), Classifier::load, Clock.systemUTC());
            GiocondaServer server = GiocondaServer.start(
                    settings(folder.resolve("work")), store, registry, ProgramVersion.text(), Clock.systemUTC());
            try {
                run("ping", "--ready", "--port=" + server.port());
                HttpClient client = HttpClient.newHttpClient();
                URI page = URI.create(server.address());
                client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding());
                client.send(
                        HttpRequest.newBuilder(page.resolve("/v1/classify?framing=celeba"))
                                .POST(HttpRequest.BodyPublishers.ofFile(portrait))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
            } finally {
                server.close();
            }
        }
    }

    private static ServerSettings settings(Path work) {
        return new ServerSettings(
                "127.0.0.1",
                0,
                "127.0.0.1",
                0,
                work,
                LocalModels.EMBEDDED,
                ServerSettings.ServiceLimits.DEFAULT,
                ServerSettings.DiskQuotas.DEFAULT,
                null,
                ServerSettings.Batching.DEFAULT,
                List.of(),
                ServerSettings.Sites.DEFAULT,
                false,
                Duration.ofSeconds(5));
    }
}
