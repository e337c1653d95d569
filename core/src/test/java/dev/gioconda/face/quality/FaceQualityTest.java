package dev.gioconda.face.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.face.Face;
import dev.gioconda.face.FacePoints;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Point;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.image.corruption.Corruption;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaceQualityTest {

    private static final FaceMeasures GOOD = new FaceMeasures(60, 1.1, 130, 55, 0, 0, 0.95);

    private static FaceMeasures bad(QualityReason reason) {
        return switch (reason) {
            case SMALL -> new FaceMeasures(4, 1.1, 130, 55, 0, 0, 0.95);
            case BLURRED -> new FaceMeasures(60, 0.1, 130, 55, 0, 0, 0.95);
            case NOISY -> new FaceMeasures(60, 6, 130, 55, 0, 0, 0.95);
            case LOW_CONTRAST -> new FaceMeasures(60, 1.1, 130, 3, 0, 0, 0.95);
            case TURNED -> new FaceMeasures(60, 1.1, 130, 55, 80, 30, 0.95);
            case UNCLEAR -> new FaceMeasures(60, 1.1, 130, 55, 0, 0, 0.2);
        };
    }

    /** A drawn portrait in CelebA's frame and its face. */
    private static Picture portrait() throws IOException {
        Picture[] picture = new Picture[1];
        SyntheticPortraits portraits = new SyntheticPortraits(1, 1);
        portraits.visit(portraits.entries(), (entry, bytes) -> picture[0] = new SafeImageDecoder().decode(bytes));
        return picture[0];
    }

    private static Face face(double scale) {
        FacePoints points = new FacePoints(
                new Point(69, 112), new Point(108, 112), new Point(88, 135), new Point(72, 153), new Point(106, 152));
        return new Face(34, 70, 110, 110, 0, 0.95, points).scaled(scale);
    }

    @ParameterizedTest
    @EnumSource
    void a_good_face_has_no_penalty_and_a_bad_one_has(QualityReason reason) {
        assertThat(reason.penalty(GOOD)).isZero();
        assertThat(reason.penalty(bad(reason))).isGreaterThan(1);
        assertThat(reason.text()).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource
    void a_penalty_never_raises_the_quality(QualityReason reason) {
        assertThat(FaceQuality.of(bad(reason)).score())
                .isLessThanOrEqualTo(FaceQuality.of(GOOD).score());
    }

    @Test
    void a_good_face_has_a_high_quality_without_reasons() {
        FaceQuality quality = FaceQuality.of(GOOD);
        assertThat(quality.score()).isGreaterThan(0.8);
        assertThat(quality.reasons()).isEmpty();
    }

    @Test
    void a_blurred_face_names_the_blur_first() {
        FaceQuality quality = FaceQuality.of(bad(QualityReason.BLURRED));
        assertThat(quality.score()).isLessThan(FaceQuality.LOW);
        assertThat(quality.reasons().get(0)).isEqualTo(QualityReason.BLURRED);
    }

    @Test
    void measures_of_corrupted_portraits_move_as_they_should() throws IOException {
        Picture picture = portrait();
        SplittableRandom random = new SplittableRandom(1);
        FaceMeasures clean = FaceMeasures.of(picture, face(1));
        assertThat(FaceMeasures.of(Corruption.BLUR.apply(picture, 4, random), face(1))
                        .sharpness())
                .isLessThan(0.7 * clean.sharpness());
        assertThat(FaceMeasures.of(Corruption.NOISE.apply(picture, 45, random), face(1))
                        .sharpness())
                .isGreaterThan(1.3 * clean.sharpness());
        assertThat(FaceMeasures.of(Corruption.DARKNESS.apply(picture, 0.2, random), face(1))
                        .brightness())
                .isLessThan(0.25 * clean.brightness());
        assertThat(clean.eyeDistance()).isBetween(35.0, 45.0);
        assertThat(Math.abs(clean.yaw())).isLessThan(10);
    }

    @Test
    void a_face_without_points_has_a_quality() throws IOException {
        FaceQuality quality = FaceQuality.of(portrait(), new Face(34, 70, 110, 110, 0, 0.9));
        assertThat(quality.score()).isBetween(0.0, 1.0);
        assertThat(quality.reasons()).doesNotContain(QualityReason.TURNED);
    }
}
