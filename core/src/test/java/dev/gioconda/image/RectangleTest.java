package dev.gioconda.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RectangleTest {

    private static final Rectangle SQUARE = new Rectangle(10, 10, 10, 10);

    @Test
    void overlap_is_intersection_over_union() {
        assertThat(SQUARE.overlap(SQUARE)).isEqualTo(1);
        assertThat(SQUARE.overlap(new Rectangle(15, 10, 10, 10))).isEqualTo(50.0 / 150);
        assertThat(SQUARE.overlap(new Rectangle(12, 12, 5, 4))).isEqualTo(20.0 / 100);
    }

    @Test
    void rectangles_apart_share_nothing() {
        assertThat(SQUARE.common(new Rectangle(20, 10, 10, 10))).isZero();
        assertThat(SQUARE.common(new Rectangle(30, 30, 10, 10))).isZero();
        assertThat(SQUARE.overlap(new Rectangle(0, 40, 0, 0))).isZero();
    }
}
