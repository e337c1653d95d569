package dev.gioconda.image.codec;

import dev.gioconda.image.Orientation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the orientation of a TIFF block of EXIF metadata (Exif 2.32, section 4.6). Only the entries of the first image file directory (IFD0)
 * within {@link #MAX_BYTES} are visited, once each, and no offset but that of IFD0 is followed: the work is bounded whatever the bytes are.
 */
final class ExifOrientation {
    /** Length of a JPEG segment, which a TIFF block in a JPEG cannot exceed. */
    static final int MAX_BYTES = 1 << 16;

    private static final short LITTLE_ENDIAN = 0x4949;
    private static final short BIG_ENDIAN = 0x4d4d;
    private static final int TIFF_MAGIC = 42;
    private static final int HEADER_BYTES = 8;
    private static final int ENTRY_BYTES = 12;
    private static final int TAG_ORIENTATION = 0x0112;
    private static final int TYPE_SHORT = 3;
    private static final int TYPE_LONG = 4;

    private ExifOrientation() {}

    /** The orientation; upright if the block has none or is damaged, since the pixels are intact all the same. */
    static Orientation read(byte[] tiff) {
        ByteBuffer block = ByteBuffer.wrap(tiff, 0, Math.min(tiff.length, MAX_BYTES));
        if (block.limit() < HEADER_BYTES || !setByteOrder(block) || block.getShort(2) != TIFF_MAGIC) {
            return Orientation.UPRIGHT;
        }
        int directory = block.getInt(4);
        if (directory < HEADER_BYTES || directory > block.limit() - 2) {
            return Orientation.UPRIGHT;
        }
        int present = (block.limit() - directory - 2) / ENTRY_BYTES;
        int entries = Math.min(Short.toUnsignedInt(block.getShort(directory)), present);
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY_BYTES;
            if (Short.toUnsignedInt(block.getShort(entry)) == TAG_ORIENTATION) {
                return Orientation.ofExif(value(block, entry));
            }
        }
        return Orientation.UPRIGHT;
    }

    private static boolean setByteOrder(ByteBuffer block) {
        short order = block.getShort(0);
        block.order(order == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        return order == LITTLE_ENDIAN || order == BIG_ENDIAN;
    }

    /** The value of an entry; 0 if its type cannot hold an orientation. Some writers use LONG in place of SHORT. */
    private static int value(ByteBuffer block, int entry) {
        return switch (block.getShort(entry + 2)) {
            case TYPE_SHORT -> Short.toUnsignedInt(block.getShort(entry + 8));
            case TYPE_LONG -> block.getInt(entry + 8);
            default -> 0;
        };
    }
}
