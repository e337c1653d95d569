package dev.gioconda.server.paint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.inference.ComputeScheduler;
import dev.gioconda.server.http.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads are counted by their space on disk, and the folder is listed once, at the start. */
class UploadsTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final int SIDE = 64; // so that the largest image takes four blocks

    @TempDir
    private Path folder;

    private Uploads uploads(long maxBytes, Instant now) throws IOException {
        return new Uploads(
                folder.resolve("uploads"),
                Uploads.Codec.of(new SafeImageDecoder()),
                new ComputeScheduler(1, Duration.ofSeconds(10)),
                SIDE,
                maxBytes,
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("uploads"))) {
            return files.toList();
        }
    }

    private Path storedAt(String name, Instant time) throws IOException {
        Path file =
                Files.write(Files.createDirectories(folder.resolve("uploads")).resolve(name), new byte[100]);
        return Files.setLastModifiedTime(file, FileTime.from(time));
    }

    @Test
    void tiny_files_are_counted_by_disk_blocks() throws IOException {
        byte[] tiny = UploadFixture.grayImage(1, 1);
        Uploads uploads = uploads(32 * 4096, NOON);
        for (int client = 0; client < 8; client++) {
            for (int i = 0; i < 4; i++) {
                uploads.add(tiny, "client " + client, "client " + client);
            }
        }
        assertThatThrownBy(() -> uploads.add(tiny, "another", "another"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("disk quota");
        assertThat(files()).hasSize(32);
    }

    @Test
    void one_client_fills_its_share_only() throws IOException {
        byte[] tiny = UploadFixture.grayImage(1, 1);
        Uploads uploads = uploads(32 * 4096, NOON);
        for (int i = 0; i < 4; i++) {
            uploads.add(tiny, "one", "one");
        }
        assertThatThrownBy(() -> uploads.add(tiny, "one", "one"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("from this address");
        uploads.add(tiny, "another", "another");
    }

    @Test
    void expired_uploads_free_their_space() throws IOException {
        for (int i = 0; i < 32; i++) {
            storedAt("%032x.png".formatted(i), NOON.minus(Duration.ofHours(i < 30 ? 25 : 23)));
        }
        Uploads uploads = uploads(32 * 4096, NOON);
        byte[] tiny = UploadFixture.grayImage(1, 1);
        assertThatThrownBy(() -> uploads.add(tiny, "one", "one")).hasMessageContaining("disk quota");
        assertThat(uploads.expire()).isEqualTo(30);
        uploads.add(tiny, "one", "one");
        assertThat(files()).hasSize(3);
    }

    @Test
    void uploads_that_disappear_disturb_neither_expiry_nor_others() throws IOException {
        Path gone = storedAt("%032x.png".formatted(1), NOON.minus(Duration.ofHours(25)));
        storedAt("%032x.png".formatted(2), NOON.minus(Duration.ofHours(25)));
        Uploads uploads = uploads(1 << 20, NOON);
        Files.delete(gone);
        uploads.add(UploadFixture.grayImage(1, 1), "one", "one");
        assertThat(uploads.expire()).isEqualTo(2);
        assertThat(files()).hasSize(1);
    }

    @Test
    void upload_lists_no_folder() throws IOException {
        Uploads uploads = uploads(1 << 20, NOON);
        storedAt("%032x.png".formatted(1), NOON.minus(Duration.ofHours(25))); // by another program
        uploads.add(UploadFixture.grayImage(1, 1), "one", "one");
        assertThat(uploads.expire()).as("the file is not in the index").isZero();
    }

    @Test
    void upload_is_readable_by_its_owner_only() throws IOException {
        Assumptions.assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        uploads(1 << 20, NOON).add(UploadFixture.grayImage(1, 1), "one", "one");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("uploads"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().get(0))))
                .isEqualTo("rw-------");
    }
}
