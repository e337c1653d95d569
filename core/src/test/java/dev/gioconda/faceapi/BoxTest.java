package dev.gioconda.faceapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoxTest {

    private static final Picture PICTURE = PictureFixture.noise(20, 10, 1);

    /** Eyes at (40, 50) and (80, 50), the mouth at (60, 95), all other points in between. */
    private static Landmarks landmarks() {
        List<Landmarks.Point> points = new ArrayList<>();
        for (int i = 0; i < Landmarks.COUNT; i++) {
            points.add(
                    i < 36
                            ? new Landmarks.Point(60, 60)
                            : i < 42
                                    ? new Landmarks.Point(40, 50)
                                    : i < 48 ? new Landmarks.Point(80, 50) : new Landmarks.Point(60, 95));
        }
        return new Landmarks(points);
    }

    @Test
    void crop_is_limited_first_and_rounded_down_then() {
        Picture crop = new Box(-2.5, 3.7, 8.2, 4.6).crop(PICTURE).orElseThrow();
        assertThat(crop.width()).isEqualTo(5); // 5.7 columns are inside
        assertThat(crop.height()).isEqualTo(4);
        assertThat(crop.at(0, 0, 0)).isEqualTo(PICTURE.at(0, 3, 0));
        assertThat(crop.at(4, 3, 2)).isEqualTo(PICTURE.at(4, 6, 2));
        Picture corner = new Box(15.5, 7.5, 100, 100).crop(PICTURE).orElseThrow();
        assertThat(List.of(corner.width(), corner.height())).containsExactly(4, 2);
        assertThat(corner.at(3, 1, 1)).isEqualTo(PICTURE.at(18, 8, 1));
    }

    @Test
    void box_outside_or_below_a_pixel_gives_no_crop() {
        assertThat(new Box(-10, 0, 5, 5).crop(PICTURE)).isEmpty();
        assertThat(new Box(20, 0, 5, 5).crop(PICTURE)).isEmpty();
        assertThat(new Box(1, 1, 0.9, 5).crop(PICTURE)).isEmpty();
        assertThat(new Box(Double.NaN, 0, 5, 5).crop(PICTURE)).isEmpty();
        assertThat(new Box(Double.NEGATIVE_INFINITY, 0, Double.POSITIVE_INFINITY, 5).crop(PICTURE))
                .isEmpty();
    }

    @Test
    void overlap_is_intersection_over_union() {
        Box box = new Box(0, 0, 10, 10);
        assertThat(box.overlap(box)).isEqualTo(1);
        assertThat(box.overlap(new Box(5, 0, 10, 10))).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(box.overlap(new Box(10, 0, 10, 10))).isZero();
    }

    @Test
    void lower_of_two_overlapping_detections_is_suppressed() {
        Detection first = new Detection(0.9, new Box(0, 0, 10, 10));
        Detection near = new Detection(0.8, new Box(1, 0, 10, 10));
        Detection apart = new Detection(0.7, new Box(9, 0, 10, 10));
        assertThat(Detection.suppressed(List.of(apart, near, first), 0.5, 10)).containsExactly(first, apart);
        assertThat(Detection.suppressed(List.of(apart, near, first), 0.5, 1)).containsExactly(first);
    }

    @Test
    void aligned_box_is_larger_than_the_points_by_a_tenth() {
        Box box = landmarks().alignedBox();
        assertThat(box.x()).isCloseTo(36, within(1e-9));
        assertThat(box.y()).isCloseTo(45.5, within(1e-9));
        assertThat(box.width()).isCloseTo(48, within(1e-9));
        assertThat(box.height()).isCloseTo(54, within(1e-9));
    }

    @Test
    void descriptor_box_follows_eyes_and_mouth() {
        // eyes and mouth are 49.24 apart: size 109; their center is (60, 65)
        assertThat(landmarks().descriptorBox(200, 200)).isEqualTo(new Box(5, 18, 109, 109));
        assertThat(landmarks().descriptorBox(100, 50)).isEqualTo(new Box(5, 18, 105, 68));
        assertThat(landmarks().plus(-50, -30).descriptorBox(200, 200)).isEqualTo(new Box(0, 0, 109, 109));
    }

    @Test
    void outputs_of_the_square_become_pixels_of_the_crop() {
        float[] outputs = new float[2 * Landmarks.COUNT];
        outputs[0] = 0.5f;
        outputs[1] = 0.25f;
        Landmarks.Point point = Landmarks.ofSquare(outputs, 100, 60).points().get(0);
        assertThat(point).isEqualTo(new Landmarks.Point(50, 5)); // 20 rows of padding above
    }
}
