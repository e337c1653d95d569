package dev.gioconda.style.video;

import dev.gioconda.image.Picture;

/**
 * Block motion between two frames: for each block of {@link #BLOCK_SIZE} pixels of the later frame, the integer offset into the earlier frame
 * with the smallest sum of absolute differences of luma, where an offset other than 0 costs {@link #MOVE_PENALTY} levels per pixel. It is not
 * optical flow: rotation and scaling count as change.
 */
final class BlockMotion {

    private static final int BLOCK_SIZE = 16;
    private static final int SEARCH_RADIUS = 8; // pixels in each direction
    private static final double MOVE_PENALTY = 1.5; // levels of 255
    private static final double CHANGE_SCALE = 16; // levels of 255 at which the consistency has fallen to 1/e

    private final int width;
    private final int height;
    private final int columns;
    private final int[] offsetX; // of each block, to the right in the earlier frame
    private final int[] offsetY;
    private final Picture consistencyMask;

    private BlockMotion(Picture previous, Picture current) {
        width = current.width();
        height = current.height();
        columns = (width + BLOCK_SIZE - 1) / BLOCK_SIZE;
        int blocks = columns * ((height + BLOCK_SIZE - 1) / BLOCK_SIZE);
        offsetX = new int[blocks];
        offsetY = new int[blocks];
        int[] earlier = brightness(previous);
        int[] later = brightness(current);
        for (int block = 0; block < blocks; block++) {
            searchBlock(earlier, later, block);
        }
        consistencyMask = consistencyMask(warp(previous), current);
    }

    /**
     * Estimates the motion between two frames of equal size.
     *
     * @throws IllegalArgumentException when their sizes differ
     */
    static BlockMotion between(Picture previous, Picture current) {
        if (previous.width() != current.width() || previous.height() != current.height()) {
            throw new IllegalArgumentException("A frame has %d x %d pixels and the next one %d x %d; expected one size."
                    .formatted(previous.width(), previous.height(), current.width(), current.height()));
        }
        return new BlockMotion(previous, current);
    }

    /** White where the warped earlier frame matches the later one, black where it does not: {@code 255 exp(-(d / 16)^2)} of a difference d. */
    Picture consistencyMask() {
        return consistencyMask;
    }

    /** Warps an image by the motion. */
    Picture warp(Picture picture) {
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i += 3) {
                int block = y / BLOCK_SIZE * columns + x / BLOCK_SIZE;
                int from = (clamp(y + offsetY[block], height) * width + clamp(x + offsetX[block], width)) * 3;
                System.arraycopy(picture.rgb(), from, rgb, i, 3);
            }
        }
        return new Picture(width, height, rgb);
    }

    /**
     * Mean difference of two stylized frames where the content only moved: {@code sum s |x - y| / sum s} in levels of 255.
     *
     * @param previous the earlier stylized frame
     * @param current the later one
     */
    double flicker(Picture previous, Picture current) {
        Picture expected = warp(previous);
        double sum = 0;
        double weights = 1e-9;
        for (int i = 0; i < width * height; i++) {
            double weight = (consistencyMask.rgb()[i * 3] & 0xff) / 255.0;
            sum += weight * difference(expected, current, i * 3);
            weights += weight;
        }
        return sum / weights;
    }

    private void searchBlock(int[] earlier, int[] later, int block) {
        int left = block % columns * BLOCK_SIZE;
        int top = block / columns * BLOCK_SIZE;
        int blockWidth = Math.min(BLOCK_SIZE, width - left);
        int blockHeight = Math.min(BLOCK_SIZE, height - top);
        double best = difference(earlier, later, left, top, blockWidth, blockHeight, 0, 0);
        for (int dy = -SEARCH_RADIUS; dy <= SEARCH_RADIUS; dy++) {
            for (int dx = -SEARCH_RADIUS; dx <= SEARCH_RADIUS; dx++) {
                double cost = difference(earlier, later, left, top, blockWidth, blockHeight, dx, dy)
                        + MOVE_PENALTY * blockWidth * blockHeight;
                if (cost < best) {
                    best = cost;
                    offsetX[block] = dx;
                    offsetY[block] = dy;
                }
            }
        }
    }

    private double difference(
            int[] earlier, int[] later, int left, int top, int blockWidth, int blockHeight, int dx, int dy) {
        long sum = 0;
        for (int y = top; y < top + blockHeight; y++) {
            int row = clamp(y + dy, height) * width;
            for (int x = left; x < left + blockWidth; x++) {
                sum += Math.abs(later[y * width + x] - earlier[row + clamp(x + dx, width)]);
            }
        }
        return (double) sum;
    }

    private Picture consistencyMask(Picture expected, Picture current) {
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i += 3) {
                double meanDifference = 0;
                for (int k = 0; k < 9; k++) {
                    int offset = clamp(y + k / 3 - 1, height) * width + clamp(x + k % 3 - 1, width);
                    meanDifference += difference(expected, current, offset * 3) / 9;
                }
                byte level = (byte)
                        Math.round(255 * Math.exp(-(meanDifference / CHANGE_SCALE) * (meanDifference / CHANGE_SCALE)));
                rgb[i] = level;
                rgb[i + 1] = level;
                rgb[i + 2] = level;
            }
        }
        return new Picture(width, height, rgb);
    }

    private static double difference(Picture a, Picture b, int offset) {
        double sum = 0;
        for (int c = 0; c < 3; c++) {
            sum += Math.abs((a.rgb()[offset + c] & 0xff) - (b.rgb()[offset + c] & 0xff));
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

    private static int clamp(int value, int size) {
        return Math.max(0, Math.min(size - 1, value));
    }
}
