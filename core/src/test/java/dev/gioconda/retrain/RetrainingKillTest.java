package dev.gioconda.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.model.ModelFiles;
import dev.gioconda.nn.SingleThreadExtension;
import dev.gioconda.process.ChildJvm;
import dev.gioconda.registry.LogEntry;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.FolderStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Retrainings killed at random moments: every version that is listed loads, and what was promoted stays promoted. */
@Tag("integration")
@ExtendWith(SingleThreadExtension.class)
class RetrainingKillTest {

    @TempDir
    private Path folder;

    private final List<String> promoted = new ArrayList<>();

    @Test
    void listed_versions_load_after_killed_retrainings() throws Exception {
        killRepeatedly(2);
    }

    @Test
    @Tag("slow")
    void listed_versions_load_after_50_killed_retrainings() throws Exception {
        killRepeatedly(50);
    }

    private void killRepeatedly(int times) throws Exception {
        RetrainLoopFixture fixture = RetrainingJvm.fixture(folder, new FolderStore(folder.resolve("store")));
        fixture.promoteFirst(fixture.trainFirst());
        SplittableRandom random = new SplittableRandom(times);
        for (int i = 0; i < times; i++) {
            runRetraining(i, 300 + random.nextInt(6000));
            assertConsistent(fixture);
        }
    }

    private void runRetraining(int seed, int lifetimeMs) throws IOException, InterruptedException {
        Path acknowledgments = folder.resolve("said-" + seed);
        Process child = ChildJvm.of(
                        List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"),
                        RetrainingJvm.class,
                        folder.resolve("store").toString(),
                        folder.resolve("child-" + seed).toString(),
                        Integer.toString(seed))
                .redirectError(folder.resolve("errors-" + seed).toFile())
                .redirectOutput(acknowledgments.toFile())
                .start();
        try {
            ChildJvm.awaitOutput(child, () -> Files.size(acknowledgments) > 0, () -> text("errors-" + seed));
            child.waitFor(lifetimeMs, TimeUnit.MILLISECONDS);
        } finally {
            child.destroyForcibly().waitFor();
        }
        text("said-" + seed)
                .lines()
                .filter(line -> line.matches("PROMOTED smile/[0-9]{8}-[0-9]{6}"))
                .forEach(line -> promoted.add(line.substring("PROMOTED smile/".length())));
    }

    private void assertConsistent(RetrainLoopFixture fixture) throws IOException {
        ModelRegistry registry = fixture.registry();
        for (VersionId version : registry.versions()) {
            registry.verify(version);
        }
        List<String> history = registry.history(RetrainLoopFixture.MODEL).stream()
                .map(LogEntry::version)
                .toList();
        assertThat(history).containsAll(promoted);
        VersionId champion = registry.champion(RetrainLoopFixture.MODEL).orElseThrow();
        assertThat(registry.versions()).contains(champion);
        Plan plan = fixture.plan(RetrainLoopFixture.config(0));
        assertThat(plan.corrections().hashes())
                .containsAll(ModelFiles.manifest(registry.fetch(champion)).feedback());
    }

    private String text(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
