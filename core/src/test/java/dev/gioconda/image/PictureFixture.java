package dev.gioconda.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;

/** Small pictures for tests. */
public final class PictureFixture {
    private PictureFixture() {}

    /** A color gradient that survives JPEG. */
    public static Picture gradient(int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                rgb[i++] = (byte) (255 * x / Math.max(1, width - 1));
                rgb[i++] = (byte) (255 * y / Math.max(1, height - 1));
                rgb[i++] = (byte) 128;
            }
        }
        return new Picture(width, height, rgb);
    }

    public static Picture noise(int width, int height, long seed) {
        byte[] rgb = new byte[width * height * 3];
        new Random(seed).nextBytes(rgb);
        return new Picture(width, height, rgb);
    }

    public static Picture plain(int width, int height, int value) {
        byte[] rgb = new byte[width * height * 3];
        Arrays.fill(rgb, (byte) value);
        return new Picture(width, height, rgb);
    }

    /** The mean difference of two images' values, in levels. */
    public static double meanDifference(Picture one, Picture other) {
        assertThat(one.width()).isEqualTo(other.width());
        assertThat(one.height()).isEqualTo(other.height());
        double sum = 0;
        for (int i = 0; i < one.rgb().length; i++) {
            sum += Math.abs((one.rgb()[i] & 0xff) - (other.rgb()[i] & 0xff));
        }
        return sum / one.rgb().length;
    }
}
