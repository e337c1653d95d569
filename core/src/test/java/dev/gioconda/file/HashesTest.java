package dev.gioconda.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashesTest {

    private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

    /** FIPS 180-4, example of SHA-256. */
    private static final String SHA_256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path folder;

    @Test
    void bytes_streams_and_files_have_the_published_hash() throws IOException {
        Path file = Files.write(folder.resolve("abc"), ABC);

        assertThat(Hashes.sha256(ABC)).isEqualTo(SHA_256_OF_ABC);
        assertThat(Hashes.sha256(new ByteArrayInputStream(ABC))).isEqualTo(SHA_256_OF_ABC);
        assertThat(Hashes.sha256(file)).isEqualTo(SHA_256_OF_ABC);
        assertThat(Hashes.hex(Hashes.newSha256().digest(ABC))).isEqualTo(SHA_256_OF_ABC);
    }

    @Test
    void progress_is_the_number_of_bytes_read() throws IOException {
        byte[] bytes = new byte[100_000];
        Path file = Files.write(folder.resolve("zeros"), bytes);
        List<Long> progress = new ArrayList<>();

        assertThat(Hashes.digest(file, Hashes.SHA_256, progress::add)).isEqualTo(Hashes.sha256(bytes));
        assertThat(progress).isSorted().endsWith(100_000L);
    }

    @Test
    void unknown_algorithm_is_rejected() throws IOException {
        Path file = Files.write(folder.resolve("abc"), ABC);

        assertThat(Hashes.digest(file, "MD5", done -> {})).isEqualTo("900150983cd24fb0d6963f7d28e17f72"); // RFC 1321
        assertThatThrownBy(() -> Hashes.digest(file, "SHA-257", done -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Unknown hash algorithm \"SHA-257\".");
    }
}
