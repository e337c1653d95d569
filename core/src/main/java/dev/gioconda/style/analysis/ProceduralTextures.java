package dev.gioconda.style.analysis;

import dev.gioconda.image.Picture;
import java.util.List;

/** Procedural textures without copyright, for layer analysis without style images. */
public final class ProceduralTextures {

    private static final int WIDTH = 256;
    private static final int HEIGHT = 128;

    private ProceduralTextures() {}

    /** Blend of two colors, from 0 to 1, at a position. */
    private interface Pattern {
        double blend(double x, double y);
    }

    /** Waves, dots, bricks, rings, hatching and clouds, 256 x 128 pixels each. */
    public static List<Picture> all() {
        return List.of(
                draw(0x10306a, 0xf2d24c, (x, y) -> 0.5 + 0.5 * Math.sin((y + 7 * Math.sin(x / 11)) * 0.55)),
                draw(0xf4efe0, 0xb03030, (x, y) -> Math.hypot(x % 14 - 7, y % 14 - 7) < 4.2 ? 1 : 0),
                draw(0x8a4b32, 0xd8cfc0, (x, y) -> y % 12 < 2 || (x + Math.floor(y / 12) % 2 * 11) % 22 < 2 ? 1 : 0),
                draw(0x205040, 0xd0e8a0, (x, y) -> 0.5 + 0.5 * Math.cos(Math.hypot(x % 64 - 32, y % 64 - 32) * 0.9)),
                draw(0xefe6d0, 0x222222, (x, y) -> (x + y) % 6 < 1.5 || (x - y + 600) % 9 < 1.5 ? 1 : 0),
                draw(0x6a7fb5, 0xe8c0c8, ProceduralTextures::clouds));
    }

    private static double clouds(double x, double y) {
        double sum = 0;
        for (int octave = 1; octave <= 4; octave++) {
            double f = 0.03 * (1 << octave);
            sum += (Math.sin(x * f + 1.3 * octave) * Math.sin(y * f * 1.1 + octave) + 1) / 2 / octave;
        }
        return sum / (1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0);
    }

    private static Picture draw(int first, int second, Pattern pattern) {
        byte[] rgb = new byte[WIDTH * HEIGHT * 3];
        for (int y = 0, i = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double blend = pattern.blend(x, y);
                for (int shift = 16; shift >= 0; shift -= 8) {
                    int from = first >> shift & 0xff;
                    int to = second >> shift & 0xff;
                    rgb[i++] = (byte) Math.round(from + blend * (to - from));
                }
            }
        }
        return new Picture(WIDTH, HEIGHT, rgb);
    }
}
