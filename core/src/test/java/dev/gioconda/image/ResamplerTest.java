package dev.gioconda.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ResamplerTest {

    @Test
    void resize_to_the_same_size_returns_the_picture() {
        Picture picture = PictureFixture.noise(9, 7, 1);

        assertThat(Resampler.resize(picture, 9, 7)).isSameAs(picture);
    }

    @Test
    void halving_averages_blocks_of_two_by_two() {
        Picture picture = PictureFixture.noise(8, 6, 2);

        Picture half = Resampler.resize(picture, 4, 3);

        for (int y = 0; y < 3; y++) {
            for (int x = 0; x < 4; x++) {
                for (int c = 0; c < 3; c++) {
                    double mean = (picture.at(2 * x, 2 * y, c)
                                    + picture.at(2 * x + 1, 2 * y, c)
                                    + picture.at(2 * x, 2 * y + 1, c)
                                    + picture.at(2 * x + 1, 2 * y + 1, c))
                            / 4.0;
                    assertThat((double) half.at(x, y, c)).isCloseTo(mean, within(0.5));
                }
            }
        }
    }

    @Test
    void fit_shrinks_to_the_long_side_and_keeps_the_aspect_ratio() {
        Picture wide = Resampler.fit(PictureFixture.gradient(200, 100), 50);
        Picture tall = Resampler.fit(PictureFixture.gradient(3, 300), 60);

        assertThat(wide.width()).isEqualTo(50);
        assertThat(wide.height()).isEqualTo(25);
        assertThat(tall.width()).isEqualTo(1); // never 0
        assertThat(tall.height()).isEqualTo(60);
    }

    @Test
    void fit_does_not_enlarge() {
        Picture picture = PictureFixture.gradient(20, 10);

        assertThat(Resampler.fit(picture, 20)).isSameAs(picture);
        assertThat(Resampler.fit(picture, 1000)).isSameAs(picture);
    }

    @Test
    void region_samples_pixels_of_the_rectangle() {
        Picture picture = PictureFixture.noise(10, 10, 3);

        Picture region = Resampler.region(picture, new CropGeometry(4, 5, 2, 3, 2, 3, false));

        for (int y = 0; y < 3; y++) {
            for (int x = 0; x < 2; x++) {
                assertThat(region.at(x, y, 0)).isEqualTo(picture.at(4 + x, 5 + y, 0));
            }
        }
    }
}
