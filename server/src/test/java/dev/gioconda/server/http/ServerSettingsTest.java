package dev.gioconda.server.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.server.ServerFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Invalid settings are rejected before the server starts. */
class ServerSettingsTest {

    @Test
    void negative_disk_reserve_is_rejected() {
        ServerSettings.DiskQuotas negative = new ServerSettings.DiskQuotas(1, 1, 1, -1);
        assertThatThrownBy(() -> ServerFixture.settings(Path.of("work"), ServerFixture.limits(0), negative))
                .hasMessage("The minimum of free disk space in bytes is -1; expected 0 or more.");
    }
}
