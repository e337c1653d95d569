package dev.gioconda.registry;

import dev.gioconda.process.ChildJvm;
import dev.gioconda.store.FolderStore;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A program that saves and promotes versions, prints each acknowledgment, and never ends by itself. */
final class RegistryWriterJvm {

    private RegistryWriterJvm() {}

    /** A child process with this program that starts fast. */
    static ProcessBuilder processBuilder(Path folder, int number) {
        return ChildJvm.of(
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx64m"),
                RegistryWriterJvm.class,
                folder.toString(),
                Integer.toString(number));
    }

    public static void main(String... arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        try (ObjectStore store = new FolderStore(folder.resolve("store"))) {
            ModelRegistry registry = new ModelRegistry(
                    store, folder.resolve("cache"), ModelRegistry.VersionValidator.NONE, Clock.systemUTC());
            for (int i = 0; ; i++) {
                Path trained = ModelVersionFixture.write(
                        folder.resolve("trained"), "smile", "v" + arguments[1] + "-" + i, 300_000);
                System.out.println("begins");
                VersionId id = registry.save(trained).id();
                System.out.println("saved " + id);
                LogEntry entry = registry.promote(id, "mona", "child " + arguments[1], LogEntry.NO_GATE);
                System.out.println("promoted " + entry.seq() + " " + id);
            }
        }
    }
}
