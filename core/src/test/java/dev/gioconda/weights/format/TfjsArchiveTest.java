package dev.gioconda.weights.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TfjsArchiveTest {

    private static final String MANIFEST = "net_model-weights_manifest.json";

    @TempDir
    private Path folder;

    /** Three bytes, then two floats at an odd offset that cross the border of the shards, then whole numbers. */
    private static TfjsArchiveFixture sample() {
        return new TfjsArchiveFixture("net", 9)
                .quantized("conv/filters", "float32", 0.1, -1, new byte[] {0, 10, (byte) 255}, 1, 1, 1, 3)
                .floats("conv/bias", new float[] {1.5f, -2.25f}, 2)
                .quantized("size", "int32", 1, 500, new byte[] {12}, 1)
                .quantized("axis", "int32", 0.01, 3, new byte[] {0});
    }

    private Path archive() throws IOException {
        return sample().tgz(folder.resolve("net.tgz"));
    }

    /** The sample with another text in its manifest. */
    private Path changed(String from, String to) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>(sample().files());
        String manifest = sample().manifest();
        assertThat(manifest).contains(from);
        files.put(MANIFEST, manifest.replace(from, to).getBytes(StandardCharsets.UTF_8));
        return Files.write(folder.resolve("net.tgz"), TfjsArchiveFixture.gzip(TfjsArchiveFixture.tar(files)));
    }

    @Test
    void archive_has_every_tensor_under_its_model() throws IOException {
        try (TfjsArchive file = TfjsArchive.open(archive())) {
            assertThat(file.shapes().keySet())
                    .containsExactly("net/conv/filters", "net/conv/bias", "net/size", "net/axis");
            assertThat(file.shapes().get("net/conv/filters")).containsExactly(1, 1, 1, 3);
            assertThat(file.shapes().get("net/axis")).isEmpty();
            assertThat(file.format()).isEqualTo(WeightFormat.TFJS_ARCHIVE);
        }
    }

    @Test
    void quantized_values_are_rounded_once() throws IOException {
        try (TfjsArchive file = TfjsArchive.open(archive())) {
            Tensor filters = file.read("net/conv/filters");
            assertThat(filters.shape()).containsExactly(1, 1, 1, 3);
            assertThat(Tensors.floats(filters)).containsExactly(-1f, 0f, (float) (255 * 0.1 - 1));
        }
    }

    @Test
    void floats_at_an_odd_offset_and_across_shards_are_read() throws IOException {
        try (TfjsArchive file = TfjsArchive.open(archive())) {
            assertThat(Tensors.floats(file.read("net/conv/bias"))).containsExactly(1.5f, -2.25f);
        }
    }

    @Test
    void whole_numbers_stored_as_bytes_are_read() throws IOException {
        try (TfjsArchive file = TfjsArchive.open(archive())) {
            Tensor size = file.read("net/size");
            assertThat(size.scalar_type().intern()).isEqualTo(ScalarType.Int);
            assertThat(file.type("net/size")).isEqualTo(ScalarType.Int);
            assertThat(Tensors.floats(size)).containsExactly(512f);
            Tensor axis = file.read("net/axis");
            assertThat(axis.shape()).isEmpty();
            assertThat(Tensors.scalar(axis)).isEqualTo(3);
        }
    }

    @Test
    void folder_holds_what_its_archive_holds() throws IOException {
        try (TfjsArchive packed = TfjsArchive.open(archive());
                TfjsArchive open = TfjsArchive.open(sample().folder(folder.resolve("model")))) {
            assertThat(open.shapes().keySet()).isEqualTo(packed.shapes().keySet());
            for (String name : open.shapes().keySet()) {
                assertThat(Tensors.floats(open.read(name))).isEqualTo(Tensors.floats(packed.read(name)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"shape\":[2]' | '\"shape\":[1]' | 'take 9 bytes'",
                "'\"shape\":[2]' | '\"shape\":[3]' | 'take 17 bytes'",
                "'\"shape\":[2]' | '\"shape\":[-2]' | 'invalid shape'",
                "'\"shape\":[2]' | '\"shape\":[2000000000,2000000000]' | 'more than is read'",
                "'\"shape\":[2]' | '\"shape\":[0,2000000000,2000000000]' | 'more than is read'",
                "'\"dtype\":\"int32\"' | '\"dtype\":\"string\"' | 'type \"string\"'",
                "'\"dtype\":\"uint8\"' | '\"dtype\":\"uint16\"' | 'quantization'",
                "'\"scale\":0.1' | '\"scale\":1e40' | 'quantization'",
                "'net_model-shard1' | 'net_model-shard3' | 'no file net_model-shard3'",
                "'net_model-shard1' | '../net_model-shard1' | 'not the name of a file'",
                "'net_model-shard1' | 'net_model-shard2' | 'named twice'",
                "'\"name\":\"size\"' | '\"name\":\"axis\"' | 'named twice'",
                "'[{' | '{' | 'not JSON'",
                "'\"paths\"' | '\"path\"' | 'array'"
            })
    void manifest_that_does_not_fit_is_refused(String from, String to, String reason) throws IOException {
        Path file = changed(from, to);
        assertThatThrownBy(() -> TfjsArchive.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(MANIFEST)
                .hasMessageContaining(reason);
    }

    @Test
    void unknown_tensor_is_an_error_with_its_name() throws IOException {
        try (TfjsArchive file = TfjsArchive.open(archive())) {
            assertThatThrownBy(() -> file.read("net/none"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("holds no tensor net/none");
        }
    }

    @Test
    void archive_without_weights_and_other_files_are_refused() throws IOException {
        Path empty =
                Files.write(folder.resolve("empty.tgz"), TfjsArchiveFixture.gzip(TfjsArchiveFixture.tar(Map.of())));
        assertThatThrownBy(() -> TfjsArchive.open(empty))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no TensorFlow.js");
        Path text = Files.writeString(folder.resolve("text.tgz"), "no archive at all");
        assertThatThrownBy(() -> TfjsArchive.open(text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void changed_and_shortened_archives_are_refused() throws IOException {
        byte[] whole = Files.readAllBytes(archive());
        byte[] checksum = whole.clone();
        checksum[whole.length - 6] ^= 1;
        for (byte[] damaged : new byte[][] {checksum, Arrays.copyOf(whole, whole.length / 2)}) {
            Path file = Files.write(folder.resolve("damaged.tgz"), damaged);
            assertThatThrownBy(() -> TfjsArchive.open(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cut off, damaged");
        }
    }

    @Test
    void file_above_64_mib_is_refused() throws IOException {
        Path file = zeros("package/model/large.bin", (64 << 20) + 1);
        assertThatThrownBy(() -> TfjsArchive.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("large.bin has 67108865 bytes");
    }

    @Test
    void endless_name_of_a_file_is_not_collected() throws IOException {
        Path file = zeros("././@LongLink", 32 << 20);
        assertThatThrownBy(() -> TfjsArchive.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("headers of more than");
    }

    /** An archive of one entry of zeros; {@code ././@LongLink} is the entry that holds the long name of the next one. */
    private Path zeros(String name, int size) throws IOException {
        Path file = folder.resolve("zeros.tgz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            TarArchiveEntry entry = name.startsWith("package")
                    ? new TarArchiveEntry(name)
                    : new TarArchiveEntry(name, TarArchiveEntry.LF_GNUTYPE_LONGNAME);
            entry.setSize(size);
            tar.putArchiveEntry(entry);
            byte[] chunk = new byte[1 << 16];
            Arrays.fill(chunk, (byte) 'a');
            for (int written = 0; written < size; written += chunk.length) {
                tar.write(chunk, 0, Math.min(chunk.length, size - written));
            }
            tar.closeArchiveEntry();
        }
        return file;
    }
}
