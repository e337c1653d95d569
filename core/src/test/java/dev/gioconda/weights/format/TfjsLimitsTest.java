package dev.gioconda.weights.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of TensorFlow.js that are small on disk and would take much memory or time, or have endless error messages. */
class TfjsLimitsTest {

    private static final String MANIFEST = "net_model-weights_manifest.json";

    @TempDir
    private Path folder;

    private static TfjsArchiveFixture sample() {
        return new TfjsArchiveFixture("net", 4).floats("bias", new float[] {1.5f, -2.25f}, 2);
    }

    /** An archive of the sample's files and manifests with these texts. */
    private Path archive(Map<String, String> manifests) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>(sample().files());
        manifests.forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return Files.write(folder.resolve("net.tgz"), TfjsArchiveFixture.gzip(TfjsArchiveFixture.tar(files)));
    }

    /** An archive of empty entries; a name with a slash at its end is a folder. */
    private Path entries(Iterable<TarArchiveEntry> entries) throws IOException {
        Path file = folder.resolve("entries.tgz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (TarArchiveEntry entry : entries) {
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
        }
        return file;
    }

    private static void assertRejected(ThrowingCallable reading, String reason) {
        assertThatThrownBy(reading).isExactlyInstanceOf(IOException.class).hasMessageContaining(reason);
    }

    @Test
    void name_of_an_entry_has_at_most_1024_characters() throws IOException {
        String longest = "a".repeat(1_024);
        TfjsTar accepted = new TfjsTar(entries(List.of(new TarArchiveEntry(longest))));
        assertThat(accepted.list().sizes()).containsOnlyKeys(longest);
        for (String name : List.of(longest + "b", longest + "/")) {
            TfjsTar rejected = new TfjsTar(entries(List.of(new TarArchiveEntry(name))));
            assertRejected(rejected::list, "has 1025 characters");
            assertRejected(() -> rejected.concatenated(List.of()), "has 1025 characters");
        }
    }

    @Test
    void folders_count_as_entries() throws IOException {
        TfjsTar tar = new TfjsTar(entries(IntStream.rangeClosed(0, TfjsFiles.MAX_FILES)
                .mapToObj(i -> new TarArchiveEntry("folder" + i + "/"))
                .toList()));
        assertRejected(tar::list, "more than 10000 files, folders and links");
        assertRejected(() -> tar.concatenated(List.of()), "more than 10000 files, folders and links");
    }

    @Test
    void bytes_of_all_headers_count() throws IOException {
        Path file = entries(IntStream.range(0, 100)
                .mapToObj(i -> {
                    TarArchiveEntry entry = new TarArchiveEntry("folder" + i + "/");
                    entry.addPaxHeader("comment", "a".repeat(10_000));
                    return entry;
                })
                .toList());
        assertThat(new TfjsTar(file).list().sizes()).isEmpty();
        TfjsTar limited = new TfjsTar(file, 1_000_000);
        assertRejected(limited::list, "more than 1000000 bytes without compression");
        assertRejected(() -> limited.concatenated(List.of()), "more than 1000000 bytes without compression");
    }

    @Test
    void bytes_of_all_files_count() throws IOException {
        Path file = sample().tgz(folder.resolve("net.tgz"));
        assertThat(new TfjsTar(file, 100_000).list().sizes()).hasSize(4);
        assertRejected(() -> new TfjsTar(file, 3_000).list(), "more than 3000 bytes without compression");
    }

    @Test
    void group_of_more_than_1000_files_is_rejected() throws IOException {
        String paths = IntStream.rangeClosed(0, 1_000)
                .mapToObj(i -> "\"shard" + i + "\"")
                .collect(Collectors.joining(",", "[{\"paths\":[", "],\"weights\":[]}]"));
        assertRejected(() -> TfjsManifest.parse(paths.getBytes(StandardCharsets.UTF_8)), "more than 1000 files");
        String fewer = paths.replace(",\"shard1000\"", "");
        assertThat(TfjsManifest.parse(fewer.getBytes(StandardCharsets.UTF_8))
                        .get(0)
                        .files())
                .hasSize(1_000);
    }

    @Test
    void file_in_two_groups_of_a_manifest_is_rejected() throws IOException {
        String group = sample().manifest().replaceFirst("^\\[", "").replaceFirst("]$", "");
        Path file = archive(Map.of(MANIFEST, "[%s,%s]".formatted(group, group.replace("bias", "second"))));
        assertRejected(() -> TfjsArchive.open(file).close(), "file net_model-shard1 belongs to two groups");
    }

    @Test
    void file_of_two_manifests_is_rejected() throws IOException {
        Path file = archive(Map.of("other_model-weights_manifest.json", sample().manifest()));
        assertRejected(() -> TfjsArchive.open(file).close(), "file net_model-shard1 belongs to two groups");
    }

    @Test
    void long_names_are_shortened_in_messages() throws IOException {
        String manifest = sample().manifest();
        String name = "n".repeat(500_000);
        for (String wrong : List.of(
                manifest.replace("bias", name).replace("float32", "string"),
                manifest.replace("float32", name),
                manifest.replace("bias", name).replace("[2]", "2"),
                manifest.replace("[2]", "[" + "1,".repeat(200_000) + "1]"),
                manifest.replace("net_model-shard1", name),
                manifest.replace("net_model-shard1", "../" + name),
                manifest.replace("\"paths\"", "\"" + name + "\":0,\"" + name + "\""))) {
            Path file = archive(Map.of(MANIFEST, wrong));
            assertThatThrownBy(() -> TfjsArchive.open(file).close())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot be used")
                    .extracting(error -> String.valueOf(error.getMessage()).length())
                    .matches(length -> length < 600 + file.toString().length());
        }
    }
}
