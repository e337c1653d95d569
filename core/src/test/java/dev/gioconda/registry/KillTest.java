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

/** Whoever saves and promotes is killed at any moment, and the store is as it should be. */
class KillTest {

    @TempDir
    private Path folder;

    private final Set<VersionId> verified = new HashSet<>();
    private final Set<String> saved = new HashSet<>();
    private final List<String> promoted = new ArrayList<>();

    @Test
    void after_10_kills_all_that_is_listed_verifies_and_nothing_acknowledged_is_lost() throws Exception {
        kill(10);
    }

    @Test
    @Tag("slow")
    void after_100_kills_all_that_is_listed_verifies_and_nothing_acknowledged_is_lost() throws Exception {
        kill(100);
    }

    private void kill(int times) throws Exception {
        Random random = new Random(times);
        for (int number = 0; number < times; number++) {
            Process writer = KilledWriter.builder(folder, number)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
                int acts = 1 + random.nextInt(8);
                for (int act = 0; act < acts; act++) {
                    heard(Objects.requireNonNull(lines.readLine()));
                }
                Thread.sleep(random.nextInt(30));
                writer.toHandle().destroyForcibly(); // SIGKILL; what it said stays to be read
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    heard(line);
                }
            }
            writer.waitFor();
            judge();
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
    private void heard(String line) {
        List<String> words = List.of(line.split(" ", -1));
        if (words.get(0).equals("saved")) {
            saved.add(words.get(1));
        } else if (words.get(0).equals("promoted")) {
            promoted.add(words.get(1) + " " + words.get(2));
        }
    }

    private void judge() throws IOException {
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
                ModelRegistry.Inspection.NONE,
                Clock.systemUTC());
    }
}
