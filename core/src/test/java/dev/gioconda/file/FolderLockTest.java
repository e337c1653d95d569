package dev.gioconda.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gioconda.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class FolderLockTest {

    @TempDir
    private Path temp;

    @Test
    void folder_is_locked_once_at_a_time() throws IOException {
        Path folder = temp.resolve("run");
        try (FolderLock lock = FolderLock.acquire(folder)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> FolderLock.acquire(folder))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("run is in use by another process");
        }
        try (FolderLock again = FolderLock.acquire(folder)) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void rejected_attempt_does_not_release_the_lock() throws IOException, InterruptedException {
        Path folder = Files.createDirectory(temp.resolve("work"));
        Path link = Files.createSymbolicLink(temp.resolve("link"), folder);
        try (FolderLock lock = FolderLock.acquire(folder)) {
            assertThat(lock).isNotNull();
            assertThat(FolderLock.tryAcquire(link)).isEmpty();
            assertThat(exitCodeOfOtherProcess(folder)).isEqualTo(TryLock.LOCKED);
        }
        assertThat(exitCodeOfOtherProcess(folder)).isZero();
    }

    private static int exitCodeOfOtherProcess(Path folder) throws IOException, InterruptedException {
        return ChildJvm.of(List.of(), TryLock.class, folder.toString()).start().waitFor();
    }

    /** Tries to lock a folder in a process of its own. */
    static final class TryLock {
        static final int LOCKED = 3;

        public static void main(String[] args) throws IOException {
            System.exit(FolderLock.tryAcquire(Path.of(args[0])).isPresent() ? 0 : LOCKED);
        }
    }

    @Test
    void mode_of_an_existing_folder_does_not_change() throws IOException {
        assumeTrue(temp.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path shared = Files.createDirectory(temp.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        FolderLock.acquire(shared).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared)))
                .isEqualTo("rwxrwxrwx");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared.resolve(".lock"))))
                .isEqualTo("rw-------");
    }
}
