package dev.gioconda.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
