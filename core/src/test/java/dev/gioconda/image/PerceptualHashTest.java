package dev.gioconda.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.data.Example;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PerceptualHashTest {

    private static List<Picture> portraits(int count) throws IOException {
        List<Picture> pictures = new ArrayList<>();
        SyntheticPortraits portraits = new SyntheticPortraits(3, count);
        for (Example example : portraits.dataset().examples()) {
            portraits.visit(
                    Set.of(example.entry()), (entry, bytes) -> pictures.add(new SafeImageDecoder().decode(bytes)));
        }
        return pictures;
    }

    @Test
    void hash_bit_of_the_dominant_frequency_is_set() {
        // a single wave along x of the fourth frequency: its own coefficient is the largest, rounding decides the
        // others
        byte[] rgb = new byte[32 * 32 * 3];
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % 32;
            int y = i / 96;
            double wave = Math.cos((2 * x + 1) * 4 * Math.PI / 64) * Math.cos((2 * y + 1) * 2 * Math.PI / 64);
            rgb[i] = (byte) Math.round(128 + 100 * wave);
        }
        PerceptualHash hash = PerceptualHash.of(new Picture(32, 32, rgb));
        assertThat(hash.bits() >>> ((2 - 1) * 8 + 4 - 1) & 1).isOne();
        assertThat(Long.bitCount(hash.bits())).isLessThanOrEqualTo(32);
    }

    @Test
    void edited_copies_are_near_and_a_mirrored_one_is_not() throws IOException {
        for (Picture picture : portraits(40)) {
            PerceptualHash hash = PerceptualHash.of(picture);
            Picture smaller = Resampler.region(
                    picture, new CropGeometry(0, 0, picture.width(), picture.height(), 120, 147, false));
            Picture copy = new SafeImageDecoder().decode(PictureWriter.jpeg(smaller, 0.7));
            byte[] brighter = copy.rgb().clone();
            for (int i = 0; i < brighter.length; i++) {
                brighter[i] = (byte) Math.min(255, (brighter[i] & 0xff) + 8);
            }
            assertThat(hash.matches(PerceptualHash.of(new Picture(120, 147, brighter))))
                    .isTrue();
            assertThat(hash.distance(PerceptualHash.of(mirrored(picture)))).isGreaterThan(PerceptualHash.MAX_DISTANCE);
        }
    }

    @Test
    void text_round_trip_keeps_the_hash_and_rejects_other_text() {
        for (long bits : new long[] {0, -1, 0x0123456789abcdefL, Long.MIN_VALUE}) {
            PerceptualHash hash = new PerceptualHash(bits);
            assertThat(PerceptualHash.parse(hash.toString())).isEqualTo(hash);
        }
        for (String wrong : List.of("", "0123", "0123456789ABCDEF", "+123456789abcdef", "0123456789abcdef0")) {
            assertThatThrownBy(() -> PerceptualHash.parse(wrong))
                    .hasMessageContaining("16 lower-case hexadecimal digits");
        }
    }

    private static Picture mirrored(Picture picture) {
        byte[] rgb = new byte[picture.rgb().length];
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % picture.width();
            rgb[i] = picture.rgb()[i + 3 * (picture.width() - 1 - 2 * x)];
        }
        return new Picture(picture.width(), picture.height(), rgb);
    }
}
