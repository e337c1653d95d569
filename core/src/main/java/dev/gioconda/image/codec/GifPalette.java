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
 * At most 256 colours for several pictures, by median cut (Heckbert 1982) in a cube of 32^3 colours, and an ordered dither (Bayer 1973) that
 * stays where it is from frame to frame.
 */
final class GifPalette {

    private static final int COLOURS = 256;
    private static final int SPREAD = 8; // levels of the dither, one neighbouring colour
    private static final int[] BAYER = {0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5};

    private final List<int[]> colours = new ArrayList<>(); // red, green, blue
    private final int[] nearest = new int[1 << 15];
    private final IndexColorModel model;

    /** A box of the cube: the colours in it, of 5 bits a channel. */
    private record Box(int[] cells, long count) {

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
        for (Box box : boxes(histogram)) {
            colours.add(mean(box, histogram));
        }
        Arrays.fill(nearest, -1);
        byte[][] channels = new byte[3][colours.size()];
        for (int i = 0; i < colours.size(); i++) {
            for (int c = 0; c < 3; c++) {
                channels[c][i] = (byte) colours.get(i)[c];
            }
        }
        model = new IndexColorModel(8, colours.size(), channels[0], channels[1], channels[2]);
    }

    /** The picture in these colours. */
    BufferedImage indexed(Picture picture) {
        BufferedImage image =
                new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_BYTE_INDEXED, model);
        byte[] indices = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int y = 0, i = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++, i++) {
                int shift = BAYER[y % 4 * 4 + x % 4] * SPREAD / 16 - SPREAD / 2;
                indices[i] = (byte) index(cell(
                        moved(picture.at(x, y, 0), shift),
                        moved(picture.at(x, y, 1), shift),
                        moved(picture.at(x, y, 2), shift)));
            }
        }
        return image;
    }

    private static List<Box> boxes(long[] histogram) {
        int[] used = IntStream.range(0, histogram.length)
                .filter(cell -> histogram[cell] > 0)
                .toArray();
        List<Box> boxes = new ArrayList<>(List.of(new Box(used, count(used, histogram))));
        while (boxes.size() < COLOURS) {
            Box largest = boxes.stream()
                    .filter(box -> box.cells().length > 1)
                    .max(Comparator.comparingLong(Box::count))
                    .orElse(null);
            if (largest == null) {
                break;
            }
            boxes.remove(largest);
            boxes.addAll(halves(largest, histogram));
        }
        return boxes;
    }

    private static List<Box> halves(Box box, long[] histogram) {
        int shift = 0;
        for (int candidate : new int[] {5, 10}) {
            shift = box.range(candidate) > box.range(shift) ? candidate : shift;
        }
        int along = shift;
        int[] sorted = Arrays.stream(box.cells())
                .boxed()
                .sorted(Comparator.comparingInt(cell -> cell >> along & 31))
                .mapToInt(Integer::intValue)
                .toArray();
        long half = 0;
        int cut = 0;
        while (cut < sorted.length - 1 && (cut == 0 || half + histogram[sorted[cut]] <= box.count() / 2)) {
            half += histogram[sorted[cut++]];
        }
        int[] low = Arrays.copyOfRange(sorted, 0, cut);
        int[] high = Arrays.copyOfRange(sorted, cut, sorted.length);
        return List.of(new Box(low, count(low, histogram)), new Box(high, count(high, histogram)));
    }

    private static long count(int[] cells, long[] histogram) {
        return Arrays.stream(cells).mapToLong(cell -> histogram[cell]).sum();
    }

    private static int[] mean(Box box, long[] histogram) {
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

    private int index(int cell) {
        if (nearest[cell] < 0) {
            int best = Integer.MAX_VALUE;
            for (int i = 0; i < colours.size(); i++) {
                int distance = 0;
                for (int c = 0; c < 3; c++) {
                    int difference = level(cell, c) - colours.get(i)[c];
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
        int five = cell >> (10 - 5 * channel) & 31;
        return five << 3 | five >> 2;
    }

    private static int moved(int level, int shift) {
        return Math.max(0, Math.min(255, level + shift));
    }
}
