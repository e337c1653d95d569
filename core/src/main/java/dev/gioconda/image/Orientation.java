package dev.gioconda.image;

/**
 * The eight ways a camera can store an upright scene, in the order of their EXIF codes 1 to 8 (Exif 2.32, tag 0x0112).
 * Each combines a transposition and reflections of columns and rows.
 */
public enum Orientation {
    /** Code 1: stored upright. */
    UPRIGHT(false, false, false),
    /** Code 2: stored mirrored left to right. */
    MIRRORED(false, true, false),
    /** Code 3: stored rotated by 180 degrees. */
    HALF_TURN(false, true, true),
    /** Code 4: stored mirrored top to bottom. */
    FLIPPED(false, false, true),
    /** Code 5: stored transposed. */
    TRANSPOSED(true, false, false),
    /** Code 6: must be rotated 90 degrees clockwise. */
    QUARTER_CLOCKWISE(true, false, true),
    /** Code 7: stored transposed along the other diagonal. */
    TRANSVERSED(true, true, true),
    /** Code 8: must be rotated 90 degrees counter-clockwise. */
    QUARTER_COUNTER_CLOCKWISE(true, true, false);

    private final boolean exchanged;
    private final boolean columnsMirrored;
    private final boolean rowsMirrored;

    Orientation(boolean exchanged, boolean columnsMirrored, boolean rowsMirrored) {
        this.exchanged = exchanged;
        this.columnsMirrored = columnsMirrored;
        this.rowsMirrored = rowsMirrored;
    }

    /** The orientation of an EXIF code; any other code means upright, since cameras without a sensor write 0. */
    public static Orientation ofExif(int code) {
        return code >= 1 && code <= 8 ? values()[code - 1] : UPRIGHT;
    }

    /** Whether width and height of the upright picture are height and width of the stored one: codes 5 to 8. */
    public boolean exchangesSides() {
        return exchanged;
    }

    /** The upright picture; codes 5 to 8 exchange width and height. */
    public Picture upright(Picture stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        int width = exchanged ? stored.height() : stored.width();
        int height = exchanged ? stored.width() : stored.height();
        byte[] from = stored.rgb();
        byte[] to = new byte[from.length];
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i += 3) {
                int column = exchanged ? y : x;
                int row = exchanged ? x : y;
                column = columnsMirrored ? stored.width() - 1 - column : column;
                row = rowsMirrored ? stored.height() - 1 - row : row;
                int j = (row * stored.width() + column) * 3;
                to[i] = from[j];
                to[i + 1] = from[j + 1];
                to[i + 2] = from[j + 2];
            }
        }
        return new Picture(width, height, to);
    }
}
