package dev.gioconda.image.codec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Decodes lossless WebP pictures (RFC 9649, section 3). Each transform occurs once at most, codes that no pixel uses are not kept, and every
 * pixel is written once by each step: time and memory are bounded by the file and the number of pixels.
 */
final class Vp8lPicture {

    private static final int LITERALS = 256;
    private static final int LENGTHS = 24;
    private static final int DISTANCES = 40;
    private static final int MAX_CACHE_BITS = 11;
    private static final int CACHE_MULTIPLIER = 0x1e35a7bd;
    private static final int GREEN = 0;
    private static final int RED = 1;
    private static final int BLUE = 2;
    private static final int ALPHA = 3;
    private static final int DISTANCE = 4;
    private static final int[][] NEIGHBORS = neighbors();

    private final Vp8lBits bits;
    private final int[] lengths = new int[LITERALS + LENGTHS + (1 << MAX_CACHE_BITS)];

    private Vp8lPicture(Vp8lBits bits) {
        this.bits = bits;
    }

    /** The pixels of a picture without its header. // [height, width] of 0xaarrggbb */
    static int[] decode(Vp8lBits bits, int width, int height) throws RefusedPictureException {
        return new Vp8lPicture(bits).decode(width, height);
    }

    private int[] decode(int width, int height) throws RefusedPictureException {
        List<Vp8lTransform> transforms = new ArrayList<>();
        int columns = width;
        int seen = 0;
        while (bits.readFlag()) {
            int kind = bits.read(2);
            if ((seen & 1 << kind) != 0) {
                throw StrippedImage.damaged(WebpFile.NAME);
            }
            seen |= 1 << kind;
            Vp8lTransform transform = readTransform(kind, columns, height);
            transforms.add(transform);
            columns = transform.codedColumns();
        }
        int[] pixels = readPixels(columns, height, true);
        for (int i = transforms.size() - 1; i >= 0; i--) {
            pixels = transforms.get(i).undo(pixels, height);
        }
        return pixels;
    }

    private Vp8lTransform readTransform(int kind, int columns, int rows) throws RefusedPictureException {
        return switch (kind) {
            case 0, 1 -> {
                int shift = bits.read(3) + 2;
                int[] blocks = readPixels(blocks(columns, shift), blocks(rows, shift), false);
                yield kind == 0
                        ? new Vp8lTransform.Prediction(columns, shift, blocks)
                        : new Vp8lTransform.ColorCorrelation(columns, shift, blocks);
            }
            case 2 -> new Vp8lTransform.GreenSubtraction(columns);
            default -> {
                int[] palette = readPixels(bits.read(8) + 1, 1, false);
                for (int i = 1; i < palette.length; i++) {
                    palette[i] = Vp8lTransform.sum(palette[i], palette[i - 1]);
                }
                yield new Vp8lTransform.Palette(columns, palette);
            }
        };
    }

    /** The number of blocks of 2^shift pixels. */
    static int blocks(int side, int shift) {
        return (side + (1 << shift) - 1) >> shift;
    }

    private int[] readPixels(int columns, int rows, boolean grouped) throws RefusedPictureException {
        int cacheBits = bits.readFlag() ? bits.read(4) : 0;
        if (cacheBits > MAX_CACHE_BITS) {
            throw StrippedImage.damaged(WebpFile.NAME);
        }
        int shift = 0;
        int[] groupOf = {};
        if (grouped && bits.readFlag()) {
            shift = bits.read(3) + 2;
            groupOf = readPixels(blocks(columns, shift), blocks(rows, shift), false);
        }
        Vp8lCode[][] groups = readGroups(groupOf, cacheBits);
        int[] pixels = new int[columns * rows];
        int[] cache = new int[cacheBits == 0 ? 0 : 1 << cacheBits];
        int blocksPerRow = blocks(columns, shift);
        int done = 0;
        while (done < pixels.length) {
            Vp8lCode[] codes = groups[0];
            if (groupOf.length > 0) {
                codes = groups[groupOf[((done / columns) >> shift) * blocksPerRow + ((done % columns) >> shift)]];
            }
            int symbol = bits.read(codes[GREEN]);
            if (symbol < LITERALS) {
                int red = bits.read(codes[RED]);
                int blue = bits.read(codes[BLUE]);
                int pixel = bits.read(codes[ALPHA]) << 24 | red << 16 | symbol << 8 | blue;
                remember(cache, cacheBits, pixel);
                pixels[done++] = pixel;
            } else if (symbol < LITERALS + LENGTHS) {
                int length = readPrefixed(symbol - LITERALS);
                int distance = distance(readPrefixed(bits.read(codes[DISTANCE])), columns);
                if (distance > done || length > pixels.length - done) {
                    throw StrippedImage.damaged(WebpFile.NAME);
                }
                for (int end = done + length; done < end; done++) {
                    pixels[done] = pixels[done - distance];
                    remember(cache, cacheBits, pixels[done]);
                }
            } else if (symbol - LITERALS - LENGTHS < cache.length) {
                pixels[done++] = cache[symbol - LITERALS - LENGTHS];
            } else {
                throw StrippedImage.damaged(WebpFile.NAME);
            }
        }
        return pixels;
    }

    /** Five codes a group; {@code groupOf} is changed from the blocks' pixels to indices of the groups that are kept. */
    private Vp8lCode[][] readGroups(int[] groupOf, int cacheBits) throws RefusedPictureException {
        int count = 1;
        for (int i = 0; i < groupOf.length; i++) {
            groupOf[i] = groupOf[i] >> 8 & 0xffff;
            count = Math.max(count, groupOf[i] + 1);
        }
        boolean[] used = new boolean[count];
        used[0] = groupOf.length == 0;
        for (int group : groupOf) {
            used[group] = true;
        }
        int cacheSize = cacheBits == 0 ? 0 : 1 << cacheBits;
        int[] sizes = {LITERALS + LENGTHS + cacheSize, LITERALS, LITERALS, LITERALS, DISTANCES};
        Vp8lCode[][] groups = new Vp8lCode[count][];
        for (int group = 0; group < count; group++) {
            Vp8lCode[] codes = new Vp8lCode[sizes.length];
            for (int i = 0; i < codes.length; i++) {
                codes[i] = bits.readCode(sizes[i], lengths);
            }
            groups[group] = used[group] ? codes : new Vp8lCode[0];
        }
        return groups;
    }

    private static void remember(int[] cache, int cacheBits, int pixel) {
        if (cacheBits > 0) {
            cache[(pixel * CACHE_MULTIPLIER) >>> (32 - cacheBits)] = pixel;
        }
    }

    private int readPrefixed(int prefix) throws RefusedPictureException {
        if (prefix < 4) {
            return prefix + 1;
        }
        int extra = (prefix - 2) >> 1;
        return ((2 + (prefix & 1)) << extra) + bits.read(extra) + 1;
    }

    private static int distance(int code, int columns) {
        if (code > NEIGHBORS.length) {
            return code - NEIGHBORS.length;
        }
        int[] neighbor = NEIGHBORS[code - 1];
        return Math.max(1, neighbor[0] + neighbor[1] * columns);
    }

    /** The 120 nearest pixels that precede a pixel, as columns to the left and rows up, by distance, then by columns, left before right. */
    private static int[][] neighbors() {
        List<int[]> all = new ArrayList<>();
        for (int up = 0; up < 8; up++) {
            for (int left = -7; left <= 8; left++) {
                if (up > 0 || left > 0) {
                    all.add(new int[] {left, up});
                }
            }
        }
        all.sort(Comparator.<int[]>comparingInt(n -> n[0] * n[0] + n[1] * n[1])
                .thenComparingInt(n -> Math.abs(n[0]))
                .thenComparingInt(n -> -n[0]));
        return all.toArray(new int[0][]);
    }
}
