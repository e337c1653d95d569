package dev.gioconda.style.video;

import dev.gioconda.image.Picture;

/**
 * What moved where between two frames: for each block of {@link #BLOCK} pixels of the later one, the whole number of pixels by which the
 * earlier one has to be moved to agree with it best, by the sum of absolute differences of brightness, where a move has to earn
 * {@link #EARN} levels a pixel. No optical flow: what turns or grows counts as changed.
 */
final class Motion {

    private static final int BLOCK = 16;
    private static final int REACH = 8; // pixels in each direction
    private static final double EARN = 1.5; // levels of 255
    private static final double CHANGED = 16; // levels of 255 at which still has fallen to 1/e

    private final int width;
    private final int height;
    private final int columns;
    private final int[] right; // by block, how far to the right in the earlier frame
    private final int[] down;
    private final Picture still;

    private Motion(Picture before, Picture now) {
        width = now.width();
        height = now.height();
        columns = (width + BLOCK - 1) / BLOCK;
        int blocks = columns * ((height + BLOCK - 1) / BLOCK);
        right = new int[blocks];
        down = new int[blocks];
        int[] earlier = brightness(before);
        int[] later = brightness(now);
        for (int block = 0; block < blocks; block++) {
            search(earlier, later, block);
        }
        still = still(moved(before), now);
    }

    /**
     * Compares two frames of one size.
     *
     * @throws IllegalArgumentException when their sizes differ
     */
    static Motion between(Picture before, Picture now) {
        if (before.width() != now.width() || before.height() != now.height()) {
            throw new IllegalArgumentException("A frame has %d x %d pixels and the next one %d x %d; expected one size."
                    .formatted(before.width(), before.height(), now.width(), now.height()));
        }
        return new Motion(before, now);
    }

    /** White where the later frame is the earlier one moved, black where it is not: {@code 255 exp(-(d / 16)^2)} of a difference d. */
    Picture still() {
        return still;
    }

    /** Another picture moved in the same way. */
    Picture moved(Picture picture) {
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i += 3) {
                int block = y / BLOCK * columns + x / BLOCK;
                int from = (inside(y + down[block], height) * width + inside(x + right[block], width)) * 3;
                System.arraycopy(picture.rgb(), from, rgb, i, 3);
            }
        }
        return new Picture(width, height, rgb);
    }

    /**
     * How much paintings of the two frames differ where the photograph did not: {@code sum s |x - y| / sum s} in levels of 255.
     *
     * @param before the painting of the earlier frame
     * @param now that of the later one
     */
    double flicker(Picture before, Picture now) {
        Picture expected = moved(before);
        double sum = 0;
        double weights = 1e-9;
        for (int i = 0; i < width * height; i++) {
            double weight = (still.rgb()[i * 3] & 0xff) / 255.0;
            sum += weight * difference(expected, now, i * 3);
            weights += weight;
        }
        return sum / weights;
    }

    private void search(int[] earlier, int[] later, int block) {
        int left = block % columns * BLOCK;
        int top = block / columns * BLOCK;
        int wide = Math.min(BLOCK, width - left);
        int high = Math.min(BLOCK, height - top);
        double best = difference(earlier, later, left, top, wide, high, 0, 0);
        for (int dy = -REACH; dy <= REACH; dy++) {
            for (int dx = -REACH; dx <= REACH; dx++) {
                double cost = difference(earlier, later, left, top, wide, high, dx, dy) + EARN * wide * high;
                if (cost < best) {
                    best = cost;
                    right[block] = dx;
                    down[block] = dy;
                }
            }
        }
    }

    private double difference(int[] earlier, int[] later, int left, int top, int wide, int high, int dx, int dy) {
        long sum = 0;
        for (int y = top; y < top + high; y++) {
            int row = inside(y + dy, height) * width;
            for (int x = left; x < left + wide; x++) {
                sum += Math.abs(later[y * width + x] - earlier[row + inside(x + dx, width)]);
            }
        }
        return (double) sum;
    }

    private Picture still(Picture expected, Picture now) {
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i += 3) {
                double around = 0;
                for (int k = 0; k < 9; k++) {
                    int at = inside(y + k / 3 - 1, height) * width + inside(x + k % 3 - 1, width);
                    around += difference(expected, now, at * 3) / 9;
                }
                byte level = (byte) Math.round(255 * Math.exp(-(around / CHANGED) * (around / CHANGED)));
                rgb[i] = level;
                rgb[i + 1] = level;
                rgb[i + 2] = level;
            }
        }
        return new Picture(width, height, rgb);
    }

    private static double difference(Picture a, Picture b, int at) {
        double sum = 0;
        for (int c = 0; c < 3; c++) {
            sum += Math.abs((a.rgb()[at + c] & 0xff) - (b.rgb()[at + c] & 0xff));
        }
        return sum / 3;
    }

    private static int[] brightness(Picture picture) {
        int[] levels = new int[picture.width() * picture.height()];
        for (int i = 0; i < levels.length; i++) {
            byte[] rgb = picture.rgb();
            levels[i] =
                    (299 * (rgb[i * 3] & 0xff) + 587 * (rgb[i * 3 + 1] & 0xff) + 114 * (rgb[i * 3 + 2] & 0xff)) / 1000;
        }
        return levels;
    }

    private static int inside(int value, int size) {
        return Math.max(0, Math.min(size - 1, value));
    }
}
