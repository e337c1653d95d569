package dev.gioconda.image;

/**
 * The eight ways a camera can store an upright scene, in the order of their EXIF codes 1 to 8 (Exif 2.32, tag 0x0112). Each
 * is a transposition, mirrorings of the stored columns and rows, or both.
 */
public enum Orientation {
    /** Code 1: stored upright. */
    UPRIGHT(false, false, false),
    /** Code 2: stored mirrored left to right. */
    MIRRORED(false, true, false),
    /** Code 3: stored upside down. */
    HALF_TURN(false, true, true),
    /** Code 4: stored mirrored top to bottom. */
    FLIPPED(false, false, true),
    /** Code 5: stored with rows and columns exchanged. */
    TRANSPOSED(true, false, false),
    /** Code 6: must be turned a quarter clockwise to stand upright. */
    QUARTER_CLOCKWISE(true, false, true),
    /** Code 7: stored exchanged along the other diagonal. */
    TRANSVERSED(true, true, true),
    /** Code 8: must be turned a quarter counter-clockwise to stand upright. */
    QUARTER_COUNTER_CLOCKWISE(true, true, false);

    private final boolean exchanged;
    private final boolean columnsMirrored;
    private final boolean rowsMirrored;

    Orientation(boolean exchanged, boolean columnsMirrored, boolean rowsMirrored) {
        this.exchanged = exchanged;
        this.columnsMirrored = columnsMirrored;
        this.rowsMirrored = rowsMirrored;
    }

    /** The orientation of an EXIF code; anything outside 1 to 8 means upright, as cameras that do not know write 0. */
    public static Orientation ofExif(int code) {
        return code >= 1 && code <= 8 ? values()[code - 1] : UPRIGHT;
    }

    /** Turns the stored picture upright; codes 5 to 8 exchange width and height. */
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
