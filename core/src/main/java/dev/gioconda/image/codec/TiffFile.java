package dev.gioconda.image.codec;

import dev.gioconda.image.Orientation;
import java.util.Arrays;
import java.util.Set;

/**
 * Checks the first picture of a TIFF file (TIFF 6.0) and keeps the entries that its pixels need: further pages, texts and thumbnails are not
 * visited. Every strip or tile is within the file, and none is used twice: the work is bounded by the file and the number of pixels.
 */
final class TiffFile {

    private static final String NAME = TiffEntries.NAME;
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int FILL_ORDER = 266;
    private static final int STRIP_OFFSETS = 273;
    private static final int ORIENTATION = 274;
    private static final int SAMPLES = 277;
    private static final int ROWS_PER_STRIP = 278;
    private static final int STRIP_BYTES = 279;
    private static final int PLANES = 284;
    private static final int PREDICTOR = 317;
    private static final int COLOR_MAP = 320;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_BYTES = 325;
    private static final int EXTRA_SAMPLES = 338;
    private static final int SAMPLE_FORMAT = 339;
    private static final int PROFILE = 34675;

    private static final int[] STRIP_TAGS = {
        WIDTH,
        HEIGHT,
        BITS,
        COMPRESSION,
        PHOTOMETRIC,
        STRIP_OFFSETS,
        SAMPLES,
        ROWS_PER_STRIP,
        STRIP_BYTES,
        PLANES,
        PREDICTOR,
        COLOR_MAP,
        EXTRA_SAMPLES
    };
    private static final int[] TILE_TAGS = {
        WIDTH,
        HEIGHT,
        BITS,
        COMPRESSION,
        PHOTOMETRIC,
        SAMPLES,
        PLANES,
        PREDICTOR,
        COLOR_MAP,
        TILE_WIDTH,
        TILE_HEIGHT,
        TILE_OFFSETS,
        TILE_BYTES,
        EXTRA_SAMPLES
    };
    private static final Set<Integer> COMPRESSIONS =
            Set.of(1, 5, 8, 32_773, 32_946); // none, LZW, Deflate, PackBits, Deflate
    private static final int GRAY = 1; // and 0, inverted
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int MAX_TILE_SIDE = 4_096;
    private static final int MAX_TILES = 1 << 20;
    private static final long MAX_STRIP_SAMPLES = 200_000_000; // which the codec holds at a time

    private final TiffEntries entries;
    private final long length;
    private final int width;
    private final int height;
    private final int samples;

    private TiffFile(byte[] bytes) throws RefusedPictureException {
        entries = new TiffEntries(bytes);
        length = bytes.length;
        width = entries.number(WIDTH, 0);
        height = entries.number(HEIGHT, 0);
        samples = entries.number(SAMPLES, 1);
    }

    static StrippedImage strip(byte[] bytes) throws RefusedPictureException {
        return new TiffFile(bytes).parse();
    }

    private StrippedImage parse() throws RefusedPictureException {
        if (width < 1 || height < 1) {
            throw StrippedImage.damaged(NAME);
        }
        checkCoding();
        boolean tiled = entries.has(TILE_OFFSETS);
        int rows = Math.max(1, Math.min(height, unsignedOr(entries.number(ROWS_PER_STRIP, height), height)));
        if (tiled) {
            checkTiles();
        } else {
            checkParts(STRIP_OFFSETS, STRIP_BYTES, parts(height, rows));
            if ((double) width * rows * samples > MAX_STRIP_SAMPLES) {
                throw new RefusedPictureException(
                        ("This TIFF picture has a strip of %,d x %,d pixels; expected smaller strips. "
                                        + "Scale it down, or save it as PNG, for example with: magick in.tif out.png")
                                .formatted(width, rows));
            }
        }
        return new StrippedImage(
                NAME,
                width,
                height,
                tiled
                        ? entries.withEntriesOnly(TILE_TAGS, ROWS_PER_STRIP, 0)
                        : entries.withEntriesOnly(STRIP_TAGS, ROWS_PER_STRIP, rows),
                Orientation.ofExif(entries.number(ORIENTATION, 1)),
                entries.bytes(PROFILE, ColorProfile.MAX_BYTES),
                (image, step) -> JdkPixels.read(image, JdkCodecs.TIFF_READER, step));
    }

    private void checkCoding() throws RefusedPictureException {
        int compression = entries.number(COMPRESSION, 1);
        int photometric = entries.number(PHOTOMETRIC, -1);
        int[] bits = entries.numbers(BITS, 5);
        int first = bits.length == 0 ? 1 : bits[0];
        boolean alike = Arrays.stream(bits).allMatch(b -> b == first) && (bits.length == samples || bits.length == 0);
        int predictor = entries.number(PREDICTOR, 1);
        boolean known = COMPRESSIONS.contains(compression)
                && entries.number(FILL_ORDER, 1) == 1
                && entries.number(SAMPLE_FORMAT, 1) == 1
                && (predictor == 1 || (predictor == 2 && first == 8))
                && alike
                && switch (photometric) {
                    case 0, GRAY ->
                        (samples == 1 && Set.of(1, 4, 8, 16).contains(first))
                                || (samples == 2 && (first == 8 || first == 16));
                    case RGB -> (samples == 3 || samples == 4) && (first == 8 || first == 16);
                    case PALETTE -> samples == 1 && Set.of(1, 4, 8).contains(first) && hasPalette(first);
                    default -> false;
                };
        if (!known) {
            throw new RefusedPictureException(
                    ("This TIFF picture is coded in a way that is not read (compression %d, color %d, "
                                    + "%d samples of %d bits); expected RGB or gray, uncompressed or by LZW, Deflate or PackBits. "
                                    + "Save it as PNG, for example with: magick in.tif out.png")
                            .formatted(compression, photometric, samples, first));
        }
    }

    private boolean hasPalette(int bits) throws RefusedPictureException {
        return entries.numbers(COLOR_MAP, 3 << 8).length == 3 << bits;
    }

    private void checkTiles() throws RefusedPictureException {
        int tileWidth = entries.number(TILE_WIDTH, 0);
        int tileHeight = entries.number(TILE_HEIGHT, 0);
        if (tileWidth < 1 || tileWidth > MAX_TILE_SIDE || tileHeight < 1 || tileHeight > MAX_TILE_SIDE) {
            throw StrippedImage.damaged(NAME);
        }
        checkParts(TILE_OFFSETS, TILE_BYTES, parts(width, tileWidth) * parts(height, tileHeight));
    }

    /** Checks that each strip or tile is within the file, and that all of them together are. */
    private void checkParts(int offsetsTag, int bytesTag, long count) throws RefusedPictureException {
        long expected = entries.number(PLANES, 1) == 2 ? count * samples : count;
        int[] offsets = entries.numbers(offsetsTag, MAX_TILES + 1);
        int[] sizes = entries.numbers(bytesTag, MAX_TILES + 1);
        if (expected > MAX_TILES || offsets.length != expected || sizes.length != expected) {
            throw StrippedImage.damaged(NAME);
        }
        long total = 0;
        for (int i = 0; i < expected; i++) {
            long size = Integer.toUnsignedLong(sizes[i]);
            if (Integer.toUnsignedLong(offsets[i]) + size > length) {
                throw StrippedImage.truncated(NAME);
            }
            total += size;
        }
        if (total > length) {
            throw StrippedImage.damaged(NAME);
        }
    }

    private static long parts(int side, int part) {
        return PixelReader.reduced(side, part);
    }

    private static int unsignedOr(int number, int absent) {
        return number < 0 ? absent : number; // 2^32 - 1 stands for all rows
    }
}
