package dev.gioconda.style.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.image.Picture;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The procedural style images. */
@Tag("integration")
class ProceduralStylesTest {

    @Test
    void procedural_styles_are_deterministic_and_distinct() {
        Map<String, Picture> first = ProceduralStyles.all();
        Map<String, Picture> second = ProceduralStyles.all();
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
    void procedural_styles_have_colors_and_strokes_everywhere() {
        ProceduralStyles.all().forEach((name, picture) -> {
            Set<Integer> colors = new HashSet<>();
            for (int y = 0; y < picture.height(); y += 7) {
                for (int x = 0; x < picture.width(); x += 7) {
                    colors.add(picture.at(x, y, 0) << 16 | picture.at(x, y, 1) << 8 | picture.at(x, y, 2));
                }
            }
            assertThat(colors.size()).as(name).isGreaterThan(300);
        });
    }
}
