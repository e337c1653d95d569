package dev.gioconda.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.image.AffineMap;
import dev.gioconda.image.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class FacePointsTest {

    private static final FacePoints POINTS = new FacePoints(
            new Point(30, 40), new Point(70, 40), new Point(50, 60), new Point(35, 80), new Point(65, 80));

    @Test
    void mirrored_points_change_sides() {
        FacePoints mirrored = POINTS.mirrored(200);
        assertThat(mirrored.rightEye()).isEqualTo(new Point(130, 40));
        assertThat(mirrored.leftMouth()).isEqualTo(new Point(165, 80));
        assertThat(mirrored.mirrored(200)).isEqualTo(POINTS);
    }

    @Test
    void roll_is_that_of_the_eyes() {
        AffineMap turn = AffineMap.similarity(0, 0, 100, 100, 2, 25);
        assertThat(POINTS.roll()).isZero();
        assertThat(POINTS.map(turn::apply).roll()).isCloseTo(25, within(1e-9));
    }

    @Test
    void face_with_points_is_aligned_by_them_and_not_by_its_box() {
        AffineMap turn = AffineMap.similarity(50, 60, 300, 200, 3, 40);
        FacePoints turned = POINTS.map(turn::apply);
        AffineMap upright = FaceCropper.frameToPicture(new Face(0, 0, 9, 9, 0, 1, POINTS));
        AffineMap rolled = FaceCropper.frameToPicture(new Face(500, 500, 1, 1, -70, 1, turned));
        Point center = new Point(89, 124);
        assertThat(rolled.apply(center).x())
                .isCloseTo(turn.apply(upright.apply(center)).x(), within(1e-9));
        assertThat(FaceCropper.square(new Face(0, 0, 9, 9, 0, 1, turned)).roll())
                .isCloseTo(40, within(1.0));
    }

    @Test
    void mean_is_taken_point_by_point() {
        FacePoints shifted = POINTS.map(point -> new Point(point.x() + 4, point.y() - 2));
        assertThat(FacePoints.mean(List.of(POINTS, shifted)).noseTip()).isEqualTo(new Point(52, 59));
    }
}
