package dev.gioconda.server.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.store.FolderStore;
import dev.gioconda.store.ObjectContent;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stored image counts at once; a deleted one counts until the next measurement. */
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
            assertThat(quota.hasSpace()).as("one image was deleted meanwhile").isTrue();
            quota.add(60);
            assertThat(quota.hasSpace()).isFalse();
        }
    }
}
