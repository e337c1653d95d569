package dev.gioconda.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One server uses a work folder. */
class WorkFolderLockTest {

    @TempDir
    private Path folder;

    @Test
    void second_server_on_a_work_folder_is_rejected() throws IOException {
        try (WorkFolderLock first = WorkFolderLock.acquire(folder.resolve("work"))) {
            assertThat(first).isNotNull();
            Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("work"));
            assertThatThrownBy(() -> WorkFolderLock.acquire(link))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Another server uses the work folder")
                    .hasMessageContaining("choose another folder");
        }
        WorkFolderLock.acquire(folder.resolve("work")).close();
    }

    @Test
    void mode_of_an_existing_folder_does_not_change() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        WorkFolderLock.acquire(shared).close();
        WorkFolderLock.acquire(folder.resolve("new")).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared)))
                .isEqualTo("rwxrwxrwx");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("new"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared.resolve("server.lock"))))
                .isEqualTo("rw-------");
    }
}
