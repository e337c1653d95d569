package dev.gioconda.image.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** For any bytes the decoder returns a picture or throws its documented exception. */
class SafeImageDecoderPropertyTest {
    private final SafeImageDecoder decoder = new SafeImageDecoder();
    private final byte[] png = PictureWriter.png(PictureFixture.gradient(40, 30));
    private final byte[] jpeg = EncodedImageFixture.withExif(
            PictureWriter.jpeg(PictureFixture.noise(40, 30, 5), 0.7), EncodedImageFixture.orientationTiff(6));

    @Property(tries = 400)
    void mutated_jpeg_is_decoded_or_rejected(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int changes) {
        decodeOrRefuse(mutated(jpeg, seed, changes));
    }

    @Property(tries = 400)
    void mutated_png_is_decoded_or_rejected(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int changes) {
        decodeOrRefuse(mutated(png, seed, changes));
    }

    @Property(tries = 300)
    void mutated_png_with_valid_checksum_is_decoded_or_rejected(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] packed = new byte[1 + random.nextInt(200)];
        random.nextBytes(packed);
        int[] bits = {1, 2, 4, 8, 16};
        byte[] bytes = EncodedImageFixture.png(
                1 + random.nextInt(50),
                1,
                bits[random.nextInt(5)],
                random.nextInt(7),
                random.nextBoolean() ? EncodedImageFixture.chunk("PLTE", packed) : new byte[0],
                packed);
        decodeOrRefuse(bytes);
    }

    @Property(tries = 300)
    void broken_exif_never_fails_decoding(@ForAll long seed, @ForAll @IntRange(min = 0, max = 300) int length) {
        Random random = new Random(seed);
        byte[] tiff = new byte[length];
        random.nextBytes(tiff);
        System.arraycopy(EncodedImageFixture.orientationTiff(1), 0, tiff, 0, Math.min(10, length));
        byte[] bytes = EncodedImageFixture.withExif(PictureWriter.jpeg(PictureFixture.plain(8, 8, 9), 0.9), tiff);
        assertThat(decodeOrRefuse(bytes)).isTrue();
    }

    private boolean decodeOrRefuse(byte[] bytes) {
        try {
            Picture picture = decoder.decode(bytes);
            assertThat((long) picture.width() * picture.height())
                    .isLessThanOrEqualTo(SafeImageDecoder.DecodeLimits.DEFAULT.maxPixels());
            return true;
        } catch (RefusedPictureException refused) {
            assertThat(refused.getMessage()).endsWith(".").hasSizeGreaterThan(40);
            return false;
        }
    }

    private static byte[] mutated(byte[] bytes, long seed, int changes) {
        Random random = new Random(seed);
        byte[] copy = Arrays.copyOf(bytes, bytes.length - (random.nextInt(4) == 0 ? random.nextInt(20) : 0));
        for (int i = 0; i < changes; i++) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        return copy;
    }
}
