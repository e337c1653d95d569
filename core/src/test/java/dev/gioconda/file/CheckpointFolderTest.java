package dev.gioconda.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {

    @TempDir
    private Path folder;

    private CheckpointFolder checkpoints;

    @BeforeEach
    void create() {
        checkpoints = new CheckpointFolder(folder.resolve("state"), "step-", 6);
    }

    private void save(int number) throws IOException {
        checkpoints.save(number, draft -> Files.writeString(draft.resolve("value"), "at " + number));
    }

    @Test
    void newest_checkpoint_replaces_all_others() throws IOException {
        assertThat(checkpoints.listNewestFirst()).isEmpty();
        save(120);
        save(130);
        assertThat(checkpoints.listNewestFirst())
                .containsExactly(checkpoints.folder().resolve("step-000130"));
        assertThat(checkpoints.folder().resolve("step-000130/value")).hasContent("at 130");
    }

    @Test
    void failed_save_keeps_the_last_checkpoint() throws IOException {
        save(1);
        assertThatThrownBy(() -> checkpoints.save(2, draft -> {
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(checkpoints.listNewestFirst())
                .containsExactly(checkpoints.folder().resolve("step-000001"));
    }

    @Test
    void checkpoints_are_sorted_by_number_and_drafts_ignored() throws IOException {
        save(999_999);
        Path longer = Files.createDirectories(checkpoints.folder().resolve("step-1000000"));
        Files.createDirectories(checkpoints.folder().resolve("step-2000000.draft"));
        Files.createDirectories(checkpoints.folder().resolve("other"));
        assertThat(checkpoints.listNewestFirst())
                .containsExactly(longer, checkpoints.folder().resolve("step-999999"));
    }
}
