package dev.gioconda.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.store.FaultyWire;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.store.S3Server;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a model through a bucket, behind a bad connection. */
class RegistryOnS3Test {

    @TempDir
    private Path folder;

    @Test
    void versions_are_saved_promoted_rolled_back_and_fetched_over_a_bad_connection() throws Exception {
        Random luck = new Random(5);
        FaultyWire.Fault[] faults = FaultyWire.Fault.values();
        try (S3Server server = S3Server.start(folder.resolve("bucket"));
                FaultyWire wire = new FaultyWire(
                        server.port(),
                        line -> luck.nextInt(4) > 0 ? FaultyWire.Fault.NONE : faults[luck.nextInt(faults.length)]);
                ObjectStore store = server.store(wire, "gioconda")) {
            ModelRegistry registry =
                    new ModelRegistry(store, folder.resolve("cache"), ModelRegistry.Inspection.NONE, Clock.systemUTC());
            VersionId small = registry.save(Versions.write(folder.resolve("trained"), "smile", "1"))
                    .id();
            VersionId large = registry.save(Versions.write(folder.resolve("trained"), "smile", "2", 11_000_000))
                    .id();
            assertThat(registry.versions()).containsExactly(small, large);
            registry.promote(small, "mona", "the first", LogEntry.NO_GATE);
            registry.promote(large, "mona", "larger", LogEntry.NO_GATE);
            assertThat(registry.champion("smile")).contains(large);
            assertThat(registry.fetch(large).resolve("weights.safetensors"))
                    .hasSameBinaryContentAs(folder.resolve("trained/smile/2/weights.safetensors"));
            registry.rollback("smile", "lisa", "too large");
            assertThat(registry.champion("smile")).contains(small);
            assertThat(registry.history("smile")).hasSize(3);
            registry.verify(large);
        }
    }
}
