package dev.gioconda.server.paint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.store.Content;
import dev.gioconda.store.FolderStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept counts from the moment it is kept, and what was deleted from the next measurement on. */
class PictureRoomTest {

    @TempDir
    private Path folder;

    @Test
    void the_limit_holds_between_two_measurements() throws Exception {
        try (FolderStore store = new FolderStore(folder)) {
            PictureRoom room = new PictureRoom(store, 100);
            assertThat(room.free()).isTrue();
            room.take(60);
            room.take(60);
            assertThat(room.free()).isFalse();
            store.put("images/ab/" + "ab".repeat(32) + ".png", Content.of(new byte[40]));
            room.measure();
            assertThat(room.free()).as("one was taken back meanwhile").isTrue();
            room.take(60);
            assertThat(room.free()).isFalse();
        }
    }
}
