package dev.gioconda.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserCacheTest {

    private static final Path HOME = Path.of("/home/mona");

    @Test
    void folder_is_in_the_home_folder() {
        assertThat(UserCache.folder(Map.of(), HOME)).isEqualTo(Path.of("/home/mona/.cache/gioconda"));
    }

    @Test
    void only_an_absolute_environment_variable_counts() {
        assertThat(UserCache.folder(Map.of("XDG_CACHE_HOME", "/caches"), HOME)).isEqualTo(Path.of("/caches/gioconda"));
        assertThat(UserCache.folder(Map.of("XDG_CACHE_HOME", "caches"), HOME))
                .isEqualTo(Path.of("/home/mona/.cache/gioconda"));
    }
}
