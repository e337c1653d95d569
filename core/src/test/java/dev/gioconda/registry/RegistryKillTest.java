package dev.gioconda.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.store.FolderStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers that save and promote are killed at random moments; the store stays consistent. */
@Tag("integration")
class RegistryKillTest {

    @TempDir
    private Path folder;

    private final Set<VersionId> verified = new HashSet<>();
    private final Set<String> saved = new HashSet<>();
    private final List<String> promoted = new ArrayList<>();

    @Test
    void listed_versions_verify_after_10_kills() throws Exception {
        killRepeatedly(10);
    }

    @Test
    @Tag("slow")
    void listed_versions_verify_after_100_kills() throws Exception {
        killRepeatedly(100);
    }

    private void killRepeatedly(int times) throws Exception {
        Random random = new Random(times);
        for (int number = 0; number < times; number++) {
            Process writer = RegistryWriterJvm.processBuilder(folder, number)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
                int operations = 1 + random.nextInt(8);
                for (int operation = 0; operation < operations; operation++) {
                    recordAcknowledgment(Objects.requireNonNull(lines.readLine()));
                }
                Thread.sleep(random.nextInt(30)); // killed at a random moment
                writer.toHandle().destroyForcibly(); // SIGKILL; its output can still be read
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    recordAcknowledgment(line);
                }
            }
            writer.waitFor();
            assertConsistent();
        }
        ModelRegistry registry = registry();
        for (VersionId id : registry.versions()) {
            registry.verify(id);
        }
        System.out.printf("%d kills: %d versions saved, %d promoted%n", times, saved.size(), promoted.size());
        assertThat(saved).isNotEmpty();
        assertThat(promoted).isNotEmpty();
    }

    /** A line counts if it came whole. */
    private void recordAcknowledgment(String line) {
        List<String> fields = List.of(line.split(" ", -1));
        if (fields.get(0).equals("saved")) {
            saved.add(fields.get(1));
        } else if (fields.get(0).equals("promoted")) {
            promoted.add(fields.get(1) + " " + fields.get(2));
        }
    }

    private void assertConsistent() throws IOException {
        ModelRegistry registry = registry();
        Set<String> listed = new HashSet<>();
        for (VersionId id : registry.versions()) {
            listed.add(id.toString());
            if (verified.add(id)) {
                registry.verify(id);
            }
        }
        assertThat(listed).containsAll(saved);
        List<LogEntry> history = registry.history("smile");
        assertThat(history.stream().map(entry -> entry.seq() + " smile/" + entry.version()))
                .containsAll(promoted);
        assertThat(history).allSatisfy(entry -> assertThat(listed).contains("smile/" + entry.version()));
    }

    private ModelRegistry registry() {
        return new ModelRegistry(
                new FolderStore(folder.resolve("store")),
                folder.resolve("cache-" + verified.size()),
                ModelRegistry.VersionValidator.NONE,
                Clock.systemUTC());
    }
}
