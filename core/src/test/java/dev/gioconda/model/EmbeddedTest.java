package dev.gioconda.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The resources of the program in the user's cache. */
class EmbeddedTest {

    @TempDir
    Path folder;

    private Path cache() {
        return folder.resolve("caches/gioconda/embedded");
    }

    @Test
    void version_is_unpacked_once_and_reused() throws IOException {
        Path first = Embedded.unpack("smile", cache());
        FileTime old = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        Files.setLastModifiedTime(first.resolve(VersionFolder.WEIGHTS), old);

        assertThat(Embedded.unpack("smile", cache())).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(first.resolve(VersionFolder.WEIGHTS)))
                .isEqualTo(old);
        assertThat(ModelFiles.network(first, ModelFiles.manifest(first))).isNotNull();
        assertThat(contents(cache())).containsExactly(first); // no draft
    }

    @Test
    void versions_of_several_names_do_not_collide() throws IOException {
        Path greatWave = Embedded.unpack("styles/great-wave", cache());
        Path starryNight = Embedded.unpack("styles/starry-night", cache());
        assertThat(FastStyleFiles.manifest(greatWave).name()).isEqualTo("great-wave");
        assertThat(FastStyleFiles.manifest(starryNight).name()).isEqualTo("starry-night");
        assertThat(contents(cache())).containsExactlyInAnyOrder(greatWave, starryNight);
    }

    @Test
    void truncated_or_missing_file_is_unpacked_again() throws IOException {
        Path unpacked = Embedded.unpack("smile", cache());
        byte[] weights = Files.readAllBytes(unpacked.resolve(VersionFolder.WEIGHTS));
        Files.write(unpacked.resolve(VersionFolder.WEIGHTS), Arrays.copyOf(weights, weights.length / 2));
        Files.delete(unpacked.resolve("card.md"));

        assertThat(Embedded.unpack("smile", cache())).isEqualTo(unpacked);
        assertThat(Files.readAllBytes(unpacked.resolve(VersionFolder.WEIGHTS))).isEqualTo(weights);
        assertThat(unpacked.resolve("card.md")).exists();
    }

    @Test
    void changed_manifest_is_unpacked_again() throws IOException {
        Path manifest = Embedded.unpack("smile", cache()).resolve(VersionFolder.MANIFEST);
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.replace('1', '2'));

        Embedded.unpack("smile", cache());
        assertThat(manifest).hasContent(text);
    }

    @Test
    void changed_weights_are_rejected_when_they_are_read() throws IOException {
        Path unpacked = Embedded.unpack("smile", cache());
        byte[] weights = Files.readAllBytes(unpacked.resolve(VersionFolder.WEIGHTS));
        weights[weights.length / 2] ^= 1;
        Files.write(unpacked.resolve(VersionFolder.WEIGHTS), weights);

        Path again = Embedded.unpack("smile", cache());
        assertThatThrownBy(() -> ModelFiles.network(again, ModelFiles.manifest(again)))
                .hasMessageContaining("was changed or damaged");
    }

    @Test
    void folder_is_accessible_only_to_its_owner() throws IOException {
        Embedded.unpack("smile", cache());
        assertThat(Files.getPosixFilePermissions(cache()))
                .hasSize(3)
                .allSatisfy(permission -> assertThat(permission.name()).startsWith("OWNER"));
    }

    @Test
    void without_a_writable_cache_a_temporary_folder_is_used() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        for (Path impossible : List.of(file.resolve("embedded"), Path.of("?/.cache/gioconda/embedded"))) {
            Path unpacked = Embedded.unpack("smile", impossible);
            assertThat(unpacked.getParent()).isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
            assertThat(ModelFiles.manifest(unpacked).id()).startsWith("smile/");
        }
        assertThat(Path.of("?")).doesNotExist();
    }

    @Test
    void several_threads_may_unpack_at_once() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Path>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(() -> Embedded.unpack("smile", cache()));
            }
            for (Future<Path> unpacked : threads.invokeAll(calls)) {
                assertThat(unpacked.get().getParent()).isEqualTo(cache());
            }
        } finally {
            threads.shutdown();
        }
        assertThat(contents(cache())).hasSize(1);
    }

    private static List<Path> contents(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }
}
