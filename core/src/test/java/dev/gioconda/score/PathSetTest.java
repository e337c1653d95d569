package dev.gioconda.score;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathSetTest {

    @Test
    void it_has_what_was_added_and_nothing_else() {
        PathSet paths = new PathSet();
        for (int i = 0; i < 20_000; i++) {
            assertThat(paths.add("folder/%d.jpg".formatted(i))).isTrue();
        }
        assertThat(paths.size()).isEqualTo(20_000);
        for (int i = 0; i < 20_000; i++) {
            assertThat(paths.contains("folder/%d.jpg".formatted(i))).isTrue();
            assertThat(paths.contains("folder/%d.png".formatted(i))).isFalse();
        }
        assertThat(paths.add("folder/7.jpg")).isFalse();
        assertThat(paths.size()).isEqualTo(20_000);
    }
}
