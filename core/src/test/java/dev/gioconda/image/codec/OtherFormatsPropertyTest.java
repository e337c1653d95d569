package dev.gioconda.image.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.image.Picture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/** For any damage to a file of the other formats, the decoder returns a picture or throws its documented exception. */
@Tag("integration") // decodes thousands of images, three seconds
class OtherFormatsPropertyTest {
    private static final SafeImageDecoder.DecodeLimits LIMITS =
            new SafeImageDecoder.DecodeLimits(1 << 20, 1 << 18, 2_000);
    private final SafeImageDecoder decoder = new SafeImageDecoder(LIMITS);

    @Property(tries = 1_500)
    void damaged_file_is_decoded_or_rejected(
            @ForAll @IntRange(min = 0, max = 8) int file,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int changes)
            throws IOException {
        byte[] damaged = damaged(files().get(file), seed, changes);
        try {
            Picture picture = decoder.decode(damaged);
            assertThat((long) picture.width() * picture.height()).isLessThanOrEqualTo(LIMITS.maxPixels());
        } catch (RefusedPictureException refused) {
            assertThat(refused.getMessage()).startsWith("This ").hasSizeGreaterThan(40);
        }
    }

    private static List<byte[]> files() throws IOException {
        BufferedImage image = QuartersFixture.image(BufferedImage.TYPE_INT_RGB);
        return List.of(
                EncodedImageFixture.byImageIo(image, "gif"),
                EncodedImageFixture.byImageIo(image, "bmp"),
                EncodedImageFixture.byImageIo(image, "tiff"),
                QuartersFixture.lossyWebp(),
                QuartersFixture.losslessWebp(),
                QuartersFixture.lossyWebpWithAlpha(),
                QuartersFixture.animatedWebp(),
                QuartersFixture.gradientWebp(),
                QuartersFixture.cmykJpeg());
    }

    private static byte[] damaged(byte[] bytes, long seed, int changes) {
        Random random = new Random(seed);
        byte[] copy = Arrays.copyOf(bytes, bytes.length - (random.nextInt(4) == 0 ? random.nextInt(20) : 0));
        for (int i = 0; i < changes; i++) {
            int position = 2 + random.nextInt(copy.length - 2); // past the first bytes of the magic number
            copy[position] = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) (copy[position] ^ 1 << random.nextInt(8));
        }
        return copy;
    }
}
