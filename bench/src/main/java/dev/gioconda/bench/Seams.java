package dev.gioconda.bench;

import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Measures whether tile borders are visible in a stylized image: the difference of pixels across each border relative to that across the
 * sixteen lines beside it, and the central 95 % range of the same ratio at all other lines.
 */
public final class Seams {

    private static final int NEIGHBORS = 8; // lines at either side
    private static final double TAIL_SHARE = 0.025;

    private Seams() {}

    /** Arguments: a picture, the columns at which tiles begin, the rows: {@code print.png 1024,2048,3072 1008,2032}. */
    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            throw new IllegalArgumentException(
                    "%d arguments; expected a picture, the columns and the rows at which tiles begin, such as print.png 1024,2048 1008."
                            .formatted(args.length));
        }
        Picture picture = new SafeImageDecoder(SafeImageDecoder.DecodeLimits.TRUSTED).read(Path.of(args[0]));
        report("column", ratios(columns(picture)), args[1]);
        report("row", ratios(rows(picture)), args[2]);
    }

    private static void report(String kind, double[] ratios, String borders) {
        int[] tiles = Arrays.stream(borders.split(",", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        double[] others = IntStream.range(NEIGHBORS + 1, ratios.length - NEIGHBORS)
                .filter(line -> Arrays.stream(tiles).noneMatch(border -> border == line))
                .mapToDouble(line -> ratios[line])
                .sorted()
                .toArray();
        for (int border : tiles) {
            System.out.printf(
                    Locale.ROOT,
                    "%-6s %5d: %.3f; elsewhere %.3f to %.3f%n",
                    kind,
                    border,
                    ratios[border],
                    others[(int) (TAIL_SHARE * others.length)],
                    others[(int) ((1 - TAIL_SHARE) * others.length)]);
        }
    }

    /** A line's value relative to the mean of those beside it; NaN at the picture's ends. */
    static double[] ratios(double[] lines) {
        double[] ratios = new double[lines.length];
        Arrays.fill(ratios, Double.NaN);
        for (int line = NEIGHBORS + 1; line < lines.length - NEIGHBORS; line++) {
            double sum = -lines[line];
            for (int i = line - NEIGHBORS; i <= line + NEIGHBORS; i++) {
                sum += lines[i];
            }
            ratios[line] = lines[line] / (sum / (2 * NEIGHBORS));
        }
        return ratios;
    }

    /** How much each column differs from the one before it, summed over rows and channels. */
    static double[] columns(Picture picture) {
        double[] sums = new double[picture.width()];
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 1; x < picture.width(); x++) {
                for (int c = 0; c < 3; c++) {
                    sums[x] += Math.abs(picture.at(x, y, c) - picture.at(x - 1, y, c));
                }
            }
        }
        return sums;
    }

    /** How much each row differs from the one before it. */
    static double[] rows(Picture picture) {
        double[] sums = new double[picture.height()];
        for (int y = 1; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                for (int c = 0; c < 3; c++) {
                    sums[y] += Math.abs(picture.at(x, y, c) - picture.at(x, y - 1, c));
                }
            }
        }
        return sums;
    }
}
