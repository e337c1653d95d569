package dev.gioconda.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import dev.gioconda.image.codec.SafeImageDecoder.DecodeLimits;
import dev.gioconda.image.codec.SafeImageDecoder.ReducedPicture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Images that have more pixels than a decoder returns. */
class ReducedSizeTest {

    private static final DecodeLimits SMALL = new DecodeLimits(100_000, 600, 100, 5_000);

    @Test
    void large_png_is_read_at_every_second_pixel() throws IOException {
        Picture picture = PictureFixture.noise(41, 31, 1);
        ReducedPicture reduced = read(PictureWriter.png(picture), SMALL);
        assertThat(reduced.step()).isEqualTo(2);
        assertThat(reduced.picture().width()).isEqualTo(21);
        assertThat(reduced.picture().height()).isEqualTo(16);
        assertThat(reduced.picture().at(20, 15, 1)).isEqualTo(picture.at(40, 30, 1));
    }

    @Test
    void large_jpeg_is_read_at_reduced_size() throws IOException {
        ReducedPicture reduced = read(PictureWriter.jpeg(PictureFixture.gradient(70, 60), 0.9), SMALL);
        assertThat(reduced.step()).isEqualTo(3);
        assertThat(reduced.picture().width()).isEqualTo(24);
        assertThat(reduced.picture().height()).isEqualTo(20);
    }

    @Test
    void long_side_is_reduced_too() throws IOException {
        ReducedPicture reduced = read(PictureWriter.png(PictureFixture.plain(150, 2, 7)), SMALL);
        assertThat(reduced.picture().width()).isEqualTo(75);
    }

    @Test
    void image_within_the_limits_is_read_whole() throws IOException {
        Picture picture = PictureFixture.noise(30, 20, 1);
        ReducedPicture whole = read(PictureWriter.png(picture), SMALL);
        assertThat(whole.step()).isEqualTo(1);
        assertThat(whole.picture().rgb()).isEqualTo(picture.rgb());
    }

    @Test
    void image_above_the_limit_of_files_is_rejected() {
        byte[] png = PictureWriter.png(PictureFixture.plain(90, 80, 9));
        assertThatThrownBy(() -> read(png, SMALL))
                .isInstanceOf(RefusedPictureException.class)
                .hasMessageContaining("90 x 80 pixels; expected at most 5,000.");
        assertThatThrownBy(() -> read(png, SMALL.withMaxSourcePixels(500))).hasMessageContaining("500 in all");
    }

    @Test
    void local_files_have_a_limit_and_uploads_are_never_reduced() {
        assertThat(DecodeLimits.LOCAL.maxSourcePixels()).isEqualTo(200_000_000);
        assertThat(DecodeLimits.LOCAL.maxPixels()).isEqualTo(DecodeLimits.DEFAULT.maxPixels());
        assertThat(DecodeLimits.DEFAULT.maxSourcePixels()).isEqualTo(DecodeLimits.DEFAULT.maxPixels());
    }

    private static ReducedPicture read(byte[] file, DecodeLimits limits) throws IOException {
        return new SafeImageDecoder(limits).read(new ByteArrayInputStream(file));
    }
}
