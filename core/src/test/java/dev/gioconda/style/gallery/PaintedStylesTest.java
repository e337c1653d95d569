package dev.gioconda.style.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.image.Picture;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The paintings that our own code paints. */
class PaintedStylesTest {

    @Test
    void each_is_the_same_every_time_and_none_is_another() {
        Map<String, Picture> first = PaintedStyles.all();
        Map<String, Picture> second = PaintedStyles.all();
        Set<Integer> different = new HashSet<>();
        first.forEach((name, picture) -> {
            assertThat(picture.rgb())
                    .as(name)
                    .isEqualTo(
                            java.util.Objects.requireNonNull(second.get(name)).rgb());
            assertThat(picture.width()).isGreaterThanOrEqualTo(512);
            different.add(Arrays.hashCode(picture.rgb()));
        });
        assertThat(different).hasSize(first.size()).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void each_has_many_colours_and_strokes_everywhere() {
        PaintedStyles.all().forEach((name, picture) -> {
            Set<Integer> colours = new HashSet<>();
            for (int y = 0; y < picture.height(); y += 7) {
                for (int x = 0; x < picture.width(); x += 7) {
                    colours.add(picture.at(x, y, 0) << 16 | picture.at(x, y, 1) << 8 | picture.at(x, y, 2));
                }
            }
            assertThat(colours.size()).as(name).isGreaterThan(300);
        });
    }
}
