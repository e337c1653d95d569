package dev.gioconda.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.store.FaultyProxy;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.store.S3ServerFixture;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a model through a bucket, behind a bad connection. */
@Tag("integration")
class RegistryOnS3Test {

    @TempDir
    private Path folder;

    @Test
    void registry_works_on_s3_over_a_faulty_connection() throws Exception {
        Random random = new Random(5);
        FaultyProxy.Fault[] faults = FaultyProxy.Fault.values();
        try (S3ServerFixture server = S3ServerFixture.start(folder.resolve("bucket"));
                FaultyProxy proxy = new FaultyProxy(
                        server.port(),
                        line -> random.nextInt(4) > 0
                                ? FaultyProxy.Fault.NONE
                                : faults[random.nextInt(faults.length)]);
                ObjectStore store = server.store(proxy, "gioconda")) {
            ModelRegistry registry = new ModelRegistry(
                    store, folder.resolve("cache"), ModelRegistry.VersionValidator.NONE, Clock.systemUTC());
            VersionId small = registry.save(ModelVersionFixture.write(folder.resolve("trained"), "smile", "1"))
                    .id();
            VersionId large = registry.save(
                            ModelVersionFixture.write(folder.resolve("trained"), "smile", "2", 11_000_000))
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
