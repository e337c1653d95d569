package dev.gioconda.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.model.ModelFiles;
import dev.gioconda.nn.OneThread;
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
@ExtendWith(OneThread.class)
class RetrainingKillTest {

    @TempDir
    private Path folder;

    private final List<String> promoted = new ArrayList<>();

    @Test
    void everyListedVersionLoadsWhenRetrainingsAreKilled() throws Exception {
        killed(2);
    }

    @Test
    @Tag("slow")
    void everyListedVersionLoadsWhenFiftyRetrainingsAreKilled() throws Exception {
        killed(50);
    }

    private void killed(int times) throws Exception {
        Loop loop = RetrainingJvm.loop(folder, new FolderStore(folder.resolve("store")));
        loop.champion(loop.first());
        SplittableRandom random = new SplittableRandom(times);
        for (int i = 0; i < times; i++) {
            run(i, 300 + random.nextInt(6000));
            check(loop);
        }
    }

    private void run(int seed, int lifetime) throws IOException, InterruptedException {
        Path said = folder.resolve("said-" + seed);
        Process child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        RetrainingJvm.class.getName(),
                        folder.resolve("store").toString(),
                        folder.resolve("child-" + seed).toString(),
                        Integer.toString(seed)))
                .redirectError(folder.resolve("errors-" + seed).toFile())
                .redirectOutput(said.toFile())
                .start();
        try {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
            while (Files.size(said) == 0) {
                assertThat(child.isAlive() && System.nanoTime() < end)
                        .as(() -> text("errors-" + seed))
                        .isTrue();
                Thread.sleep(10);
            }
            child.waitFor(lifetime, TimeUnit.MILLISECONDS);
        } finally {
            child.destroyForcibly().waitFor();
        }
        text("said-" + seed)
                .lines()
                .filter(line -> line.matches("PROMOTED smile/[0-9]{8}-[0-9]{6}"))
                .forEach(line -> promoted.add(line.substring("PROMOTED smile/".length())));
    }

    private void check(Loop loop) throws IOException {
        ModelRegistry registry = loop.registry();
        for (VersionId version : registry.versions()) {
            registry.verify(version);
        }
        List<String> history =
                registry.history(Loop.MODEL).stream().map(LogEntry::version).toList();
        assertThat(history).containsAll(promoted);
        VersionId champion = registry.champion(Loop.MODEL).orElseThrow();
        assertThat(registry.versions()).contains(champion);
        Plan plan = loop.plan(Loop.terms(0));
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
