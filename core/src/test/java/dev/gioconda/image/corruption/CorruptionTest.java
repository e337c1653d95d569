package dev.gioconda.image.corruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorruptionTest {

    private static Picture apply(Corruption corruption, Picture picture, double strength) {
        return corruption.apply(picture, strength, new SplittableRandom(1));
    }

    /** Root mean square of the difference of all values. */
    private static double difference(Picture a, Picture b) {
        double sum = 0;
        for (int i = 0; i < a.rgb().length; i++) {
            double d = (a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff);
            sum += d * d;
        }
        return Math.sqrt(sum / a.rgb().length);
    }

    @ParameterizedTest
    @EnumSource
    void stronger_corruptions_change_more(Corruption corruption) {
        Picture picture = PictureFixture.noise(89, 109, 3);
        double last = 0;
        assertThat(corruption.strengths()).hasSize(5);
        for (double strength : corruption.strengths()) {
            Picture corrupted = apply(corruption, picture, strength);
            assertThat(corrupted.width()).isEqualTo(89);
            assertThat(corrupted.height()).isEqualTo(109);
            assertThat(difference(picture, corrupted)).isGreaterThan(last);
            last = difference(picture, corrupted);
        }
    }

    @ParameterizedTest
    @EnumSource
    void pictures_of_one_pixel_are_corrupted_too(Corruption corruption) {
        for (double strength : corruption.strengths()) {
            assertThat(apply(corruption, PictureFixture.plain(1, 1, 100), strength)
                            .rgb())
                    .hasSize(3);
        }
    }

    @Test
    void blur_spreads_a_point_as_a_gaussian() {
        byte[] rgb = new byte[3 * 41 * 41];
        for (int c = 0; c < 3; c++) {
            rgb[3 * (20 * 41 + 20) + c] = (byte) 255;
        }
        Picture blurred = apply(Corruption.BLUR, new Picture(41, 41, rgb), 1);
        assertThat((double) blurred.at(20, 20, 0)).isCloseTo(255 / (2 * Math.PI), within(0.6));
        assertThat((double) blurred.at(21, 20, 1)).isCloseTo(255 / (2 * Math.PI) * Math.exp(-0.5), within(0.6));
        assertThat(blurred.at(30, 20, 2)).isZero();
    }

    @Test
    void noise_has_the_stated_deviation() {
        Picture gray = PictureFixture.plain(100, 100, 128);
        assertThat(difference(gray, apply(Corruption.NOISE, gray, 20))).isCloseTo(20, within(0.5));
    }

    @Test
    void darkness_multiplies() {
        assertThat(apply(Corruption.DARKNESS, PictureFixture.plain(4, 4, 200), 0.3)
                        .at(2, 2, 1))
                .isEqualTo(60);
    }

    @Test
    void occlusion_is_a_gray_square_over_the_mouth() {
        Picture occluded = apply(Corruption.OCCLUSION, PictureFixture.plain(178, 218, 0), 20);
        int gray = 0;
        for (int i = 0; i < occluded.rgb().length; i += 3) {
            gray += occluded.rgb()[i] == (byte) 128 ? 1 : 0;
        }
        assertThat(Math.sqrt(gray)).isCloseTo(0.2 * 178, within(0.6));
        assertThat(occluded.at(89, 152, 0)).isEqualTo(128);
    }
}
