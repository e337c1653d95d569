package dev.gioconda.image.codec;

import dev.gioconda.image.Picture;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A palette of at most 256 colors for several pictures, by median cut (Heckbert 1982) in a cube of 32^3 colors, with an
 * ordered dither (Bayer 1973) that does not change from frame to frame.
 */
final class GifPalette {

    private static final int MAX_COLORS = 256;
    private static final int DITHER_SPREAD = 8; // amplitude in levels, the distance of two neighboring colors
    private static final int[] BAYER = {0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5};

    private final List<int[]> colors = new ArrayList<>(); // red, green, blue
    private final int[] nearest = new int[1 << 15];
    private final IndexColorModel model;

    /** A box of the color cube: the cells in it, 5 bits a channel. */
    private record ColorBox(int[] cells, long count) {

        private int range(int shift) {
            int low = 31;
            int high = 0;
            for (int cell : cells) {
                int value = cell >> shift & 31;
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
            return high - low;
        }
    }

    GifPalette(List<Picture> pictures) {
        long[] histogram = new long[1 << 15];
        for (Picture picture : pictures) {
            byte[] rgb = picture.rgb();
            for (int i = 0; i < rgb.length; i += 3) {
                histogram[cell(rgb[i] & 0xff, rgb[i + 1] & 0xff, rgb[i + 2] & 0xff)]++;
            }
        }
        for (ColorBox box : boxes(histogram)) {
            colors.add(mean(box, histogram));
        }
        Arrays.fill(nearest, -1);
        byte[][] channels = new byte[3][colors.size()];
        for (int i = 0; i < colors.size(); i++) {
            for (int c = 0; c < 3; c++) {
                channels[c][i] = (byte) colors.get(i)[c];
            }
        }
        model = new IndexColorModel(8, colors.size(), channels[0], channels[1], channels[2]);
    }

    /** The picture in the colors of the palette. */
    BufferedImage indexed(Picture picture) {
        BufferedImage image =
                new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_BYTE_INDEXED, model);
        byte[] indices = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int y = 0, i = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++, i++) {
                int shift = BAYER[y % 4 * 4 + x % 4] * DITHER_SPREAD / 16 - DITHER_SPREAD / 2;
                indices[i] = (byte) nearestIndex(cell(
                        shifted(picture.at(x, y, 0), shift),
                        shifted(picture.at(x, y, 1), shift),
                        shifted(picture.at(x, y, 2), shift)));
            }
        }
        return image;
    }

    private static List<ColorBox> boxes(long[] histogram) {
        int[] used = IntStream.range(0, histogram.length)
                .filter(cell -> histogram[cell] > 0)
                .toArray();
        List<ColorBox> boxes = new ArrayList<>(List.of(new ColorBox(used, count(used, histogram))));
        while (boxes.size() < MAX_COLORS) {
            ColorBox largest = boxes.stream()
                    .filter(box -> box.cells().length > 1)
                    .max(Comparator.comparingLong(ColorBox::count))
                    .orElse(null);
            if (largest == null) {
                break;
            }
            boxes.remove(largest);
            boxes.addAll(split(largest, histogram));
        }
        return boxes;
    }

    private static List<ColorBox> split(ColorBox box, long[] histogram) {
        int shift = 0;
        for (int candidate : new int[] {5, 10}) {
            shift = box.range(candidate) > box.range(shift) ? candidate : shift;
        }
        int splitShift = shift;
        int[] sorted = Arrays.stream(box.cells())
                .boxed()
                .sorted(Comparator.comparingInt(cell -> cell >> splitShift & 31))
                .mapToInt(Integer::intValue)
                .toArray();
        long half = 0;
        int splitAt = 0;
        while (splitAt < sorted.length - 1 && (splitAt == 0 || half + histogram[sorted[splitAt]] <= box.count() / 2)) {
            half += histogram[sorted[splitAt++]];
        }
        int[] low = Arrays.copyOfRange(sorted, 0, splitAt);
        int[] high = Arrays.copyOfRange(sorted, splitAt, sorted.length);
        return List.of(new ColorBox(low, count(low, histogram)), new ColorBox(high, count(high, histogram)));
    }

    private static long count(int[] cells, long[] histogram) {
        return Arrays.stream(cells).mapToLong(cell -> histogram[cell]).sum();
    }

    private static int[] mean(ColorBox box, long[] histogram) {
        double[] sum = new double[3];
        for (int cell : box.cells()) {
            for (int c = 0; c < 3; c++) {
                sum[c] += (double) histogram[cell] * level(cell, c);
            }
        }
        double count = Math.max(1.0, (double) box.count());
        return new int[] {
            (int) Math.round(sum[0] / count), (int) Math.round(sum[1] / count), (int) Math.round(sum[2] / count)
        };
    }

    private int nearestIndex(int cell) {
        if (nearest[cell] < 0) {
            int best = Integer.MAX_VALUE;
            for (int i = 0; i < colors.size(); i++) {
                int distance = 0;
                for (int c = 0; c < 3; c++) {
                    int difference = level(cell, c) - colors.get(i)[c];
                    distance += difference * difference;
                }
                if (distance < best) {
                    best = distance;
                    nearest[cell] = i;
                }
            }
        }
        return nearest[cell];
    }

    private static int cell(int red, int green, int blue) {
        return red >> 3 << 10 | green >> 3 << 5 | blue >> 3;
    }

    private static int level(int cell, int channel) {
        int fiveBits = cell >> (10 - 5 * channel) & 31;
        return fiveBits << 3 | fiveBits >> 2;
    }

    private static int shifted(int level, int shift) {
        return Math.max(0, Math.min(255, level + shift));
    }
}
