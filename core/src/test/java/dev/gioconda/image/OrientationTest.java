package dev.gioconda.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.image.codec.EncodedImageFixture;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {
    /** The inverse of each of the codes 1 to 8. */
    private static final int[] UNDONE_BY = {1, 2, 3, 4, 5, 8, 7, 6};

    @Property(tries = 100)
    void every_orientation_is_invertible(
            @ForAll @IntRange(min = 1, max = 8) int code,
            @ForAll @IntRange(min = 1, max = 9) int width,
            @ForAll @IntRange(min = 1, max = 9) int height,
            @ForAll long seed) {
        Picture picture = PictureFixture.noise(width, height, seed);
        Picture turned = Orientation.ofExif(code).upright(picture);
        assertThat(turned.width()).isEqualTo(code < 5 ? width : height);
        Picture restored = Orientation.ofExif(UNDONE_BY[code - 1]).upright(turned);
        assertThat(restored.width()).isEqualTo(width);
        assertThat(restored.rgb()).isEqualTo(picture.rgb());
    }

    @Test
    void every_orientation_moves_the_corner_as_exif_specifies() {
        // Exif 2.32: the position of the stored first row and first column in the upright scene
        String[] corners = {"top left", "top right", "bottom right", "bottom left"};
        int[] firstPixel = {0, 1, 2, 3, 0, 1, 2, 3};
        for (int code = 1; code <= 8; code++) {
            Picture upright = Orientation.ofExif(code).upright(cornerAt00(5, 3));
            int right = upright.width() - 1;
            int bottom = upright.height() - 1;
            int[][] places = {{0, 0}, {right, 0}, {right, bottom}, {0, bottom}};
            int[] place = places[firstPixel[code - 1]];
            assertThat(upright.at(place[0], place[1], 0))
                    .as("code %d: %s", code, corners[firstPixel[code - 1]])
                    .isEqualTo(255);
        }
    }

    @Test
    void unknown_orientation_means_upright() {
        assertThat(Orientation.ofExif(0)).isEqualTo(Orientation.UPRIGHT);
        assertThat(Orientation.ofExif(9)).isEqualTo(Orientation.UPRIGHT);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void decoder_applies_exif_orientation_of_jpeg_and_png(int code) throws IOException {
        Picture stored = PictureFixture.gradient(24, 16);
        SafeImageDecoder decoder = new SafeImageDecoder();
        byte[] jpeg = PictureWriter.jpeg(stored, 0.9);
        Picture expected = Orientation.ofExif(code).upright(decoder.decode(jpeg));
        byte[] tiff = EncodedImageFixture.orientationTiff(code);
        assertThat(decoder.decode(EncodedImageFixture.withExif(jpeg, tiff)))
                .usingRecursiveComparison()
                .isEqualTo(expected);
        byte[] png = EncodedImageFixture.png(24, 16, 8, 2, EncodedImageFixture.chunk("eXIf", tiff), stored.rgb());
        assertThat(decoder.decode(png))
                .usingRecursiveComparison()
                .isEqualTo(Orientation.ofExif(code).upright(stored));
    }

    private static Picture cornerAt00(int width, int height) {
        Picture black = PictureFixture.plain(width, height, 0);
        black.rgb()[0] = (byte) 255;
        return black;
    }
}
