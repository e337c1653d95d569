package dev.gioconda.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.image.AffineMap;
import dev.gioconda.image.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectedObjectTest {

    private static final DetectedObject FACE = new DetectedObject(
            50,
            60,
            20,
            30,
            List.of(new Point(45, 55), new Point(55, 55), new Point(50, 60), new Point(46, 66), new Point(54, 66)),
            1);

    private static DetectedObject box(double x, double y, double width, double height) {
        return new DetectedObject(x, y, width, height, List.of(), 1);
    }

    @Test
    void in_a_mirror_image_the_right_eye_is_the_left_one() {
        DetectedObject mirrored = FACE.mapped(new AffineMap(-1, 0, 100, 0, 1, 0));
        assertThat(mirrored.points())
                .containsExactly(
                        new Point(45, 55), new Point(55, 55), new Point(50, 60), new Point(46, 66), new Point(54, 66));
    }

    @Test
    void a_turned_object_keeps_the_sides_of_its_box() {
        DetectedObject turned = FACE.mapped(AffineMap.similarity(50, 60, 10, 20, 2, 30));
        assertThat(turned.x()).isCloseTo(10, within(1e-9));
        assertThat(turned.y()).isCloseTo(20, within(1e-9));
        assertThat(turned.width()).isCloseTo(40, within(1e-9));
        assertThat(turned.height()).isCloseTo(60, within(1e-9));
        assertThat(turned.points().get(2)).isEqualTo(new Point(turned.x(), turned.y()));
    }

    @Test
    void overlap_is_intersection_over_union() {
        assertThat(box(5, 5, 10, 10).overlap(box(10, 5, 10, 10))).isCloseTo(50.0 / 150, within(1e-9));
        assertThat(box(5, 5, 10, 10).overlap(box(50, 5, 10, 10))).isZero();
        assertThat(FACE.overlap(FACE)).isEqualTo(1);
    }

    @Test
    void nesting_is_the_share_of_the_smaller_box() {
        assertThat(box(50, 50, 40, 40).nesting(box(50, 50, 10, 10))).isEqualTo(1);
        assertThat(box(0, 50, 10, 10).nesting(box(-5, 50, 10, 10))).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void visible_is_the_share_inside_the_picture() {
        assertThat(box(0, 50, 20, 20).visible(100, 100)).isCloseTo(0.5, within(1e-9));
        assertThat(box(-50, 50, 20, 20).visible(100, 100)).isZero();
        assertThat(FACE.visible(100, 100)).isEqualTo(1);
    }

    @Test
    void another_number_of_points_is_rejected() {
        assertThatThrownBy(() -> new DetectedObject(0, 0, 1, 1, List.of(new Point(0, 0)), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 points; expected 5 or none");
    }
}
