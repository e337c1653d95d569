package dev.gioconda.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.image.AffineMap;
import dev.gioconda.image.Point;
import org.junit.jupiter.api.Test;

class HeadPoseTest {

    /** The median points of aligned faces. */
    private static final FacePoints FRONTAL = new FacePoints(
            new Point(69, 112), new Point(108, 112), new Point(88.5, 135), new Point(72, 153), new Point(105, 153));

    private static FacePoints withNose(double x, double y) {
        return new FacePoints(
                FRONTAL.rightEye(), FRONTAL.leftEye(), new Point(x, y), FRONTAL.rightMouth(), FRONTAL.leftMouth());
    }

    @Test
    void usual_face_has_angles_near_zero() {
        HeadPose pose = HeadPose.of(FRONTAL);
        assertThat(pose.yaw()).isCloseTo(0, within(3.0));
        assertThat(pose.pitch()).isCloseTo(0, within(6.0));
        assertThat(pose.roll()).isCloseTo(0, within(2.0));
    }

    @Test
    void nose_shows_where_the_head_points() {
        HeadPose frontal = HeadPose.of(FRONTAL);
        assertThat(HeadPose.of(withNose(96, 135)).yaw()).isGreaterThan(frontal.yaw() + 10);
        assertThat(HeadPose.of(withNose(81, 135)).yaw()).isLessThan(frontal.yaw() - 10);
        assertThat(HeadPose.of(withNose(88.5, 130)).pitch()).isGreaterThan(frontal.pitch() + 5);
    }

    @Test
    void size_place_and_roll_do_not_change_yaw_and_pitch() {
        HeadPose frontal = HeadPose.of(FRONTAL);
        AffineMap map = AffineMap.similarity(88, 130, 700, 300, 4, 35);
        HeadPose rolled = HeadPose.of(FRONTAL.map(map::apply));
        assertThat(rolled.yaw()).isCloseTo(frontal.yaw(), within(1e-6));
        assertThat(rolled.pitch()).isCloseTo(frontal.pitch(), within(1e-6));
        assertThat(rolled.roll()).isCloseTo(frontal.roll() + 35, within(1e-6));
    }

    @Test
    void mirrored_face_has_about_the_opposite_yaw() {
        HeadPose right = HeadPose.of(withNose(96, 135));
        HeadPose left = HeadPose.of(withNose(96, 135).mirrored(177));
        assertThat(left.yaw()).isCloseTo(-right.yaw(), within(4.0));
    }
}
