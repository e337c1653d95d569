package dev.gioconda.server.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.server.RunningServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What makes no sense is refused before the server starts. */
class ServerSettingsTest {

    @Test
    void a_disk_of_which_less_than_nothing_must_be_free_is_refused() {
        ServerSettings.Disk negative = new ServerSettings.Disk(1, 1, 1, -1);
        assertThatThrownBy(() -> RunningServer.settings(Path.of("work"), RunningServer.limits(0), negative))
                .hasMessage("--disk-free is -1; expected 0 or more.");
    }
}
