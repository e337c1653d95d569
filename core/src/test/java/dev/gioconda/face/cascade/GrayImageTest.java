package dev.gioconda.face.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.image.AffineMap;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Orientation;
import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import dev.gioconda.image.Resampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrayImageTest {

    private static final Picture NOISE = PictureFixture.noise(61, 47, 4);

    private static byte[] resampled(Picture picture, AffineMap map, int side) {
        byte[] rgb = Resampler.sample(picture, map, new CropGeometry(0, 0, side, side, side, side, true))
                .rgb();
        byte[] gray = new byte[side * side];
        for (int i = 0; i < gray.length; i++) {
            gray[i] = rgb[3 * i];
        }
        return gray;
    }

    @ParameterizedTest
    @CsvSource({"0.4, 0", "1, 0", "1, 31", "2.7, -20", "5, 90"})
    void patch_equals_that_of_the_resampler(double scale, double degrees) {
        AffineMap map = AffineMap.similarity(12, 12, 30, 22, scale, degrees);
        assertThat(GrayImage.of(NOISE).sample(map, 24)).isEqualTo(resampled(NOISE, map, 24));
    }

    @Test
    void mirrored_image_equals_that_of_the_mirrored_picture() {
        AffineMap map = AffineMap.similarity(8, 8, 20, 20, 1.5, 10);
        assertThat(GrayImage.of(NOISE).mirrored().sample(map, 16))
                .isEqualTo(GrayImage.of(Orientation.MIRRORED.upright(NOISE)).sample(map, 16));
    }
}
