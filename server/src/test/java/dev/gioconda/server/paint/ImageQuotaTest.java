package dev.gioconda.server.paint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.store.FolderStore;
import dev.gioconda.store.ObjectContent;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept counts from the moment it is kept, and what was deleted from the next measurement on. */
class ImageQuotaTest {

    @TempDir
    private Path folder;

    @Test
    void quota_holds_between_two_measurements() throws Exception {
        try (FolderStore store = new FolderStore(folder)) {
            ImageQuota quota = new ImageQuota(store, 100);
            assertThat(quota.hasSpace()).isTrue();
            quota.add(60);
            quota.add(60);
            assertThat(quota.hasSpace()).isFalse();
            store.put("images/ab/" + "ab".repeat(32) + ".png", ObjectContent.of(new byte[40]));
            quota.measure();
            assertThat(quota.hasSpace()).as("one was taken back meanwhile").isTrue();
            quota.add(60);
            assertThat(quota.hasSpace()).isFalse();
        }
    }
}
