package dev.gioconda.bench.hostile;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** EXIF data (TIFF, big-endian) whose image file directories (IFDs) are expensive to follow. */
final class CraftedExif {

    private static final int HEADER = 8;
    private static final int ENTRY = 12;
    private static final int ONE_ENTRY_IFD = 2 + ENTRY + 4;
    private static final short SUB_IFD = (short) 0x8769;
    private static final short WIDTH = 0x0100;
    private static final short LONG = 4;

    private CraftedExif() {}

    /** IFDs with one entry each, which point at the next one as a sub-IFD; the last one points at the first. */
    static byte[] nested(int count) {
        ByteBuffer exif = ByteBuffer.allocate(HEADER + ONE_ENTRY_IFD * count);
        putHeader(exif);
        for (int i = 1; i <= count; i++) {
            exif.putShort((short) 1).putShort(SUB_IFD).putShort(LONG).putInt(1);
            exif.putInt(i == count ? HEADER : HEADER + ONE_ENTRY_IFD * i).putInt(0);
        }
        return exif.array();
    }

    /** IFDs with one entry each, one after the other. */
    static byte[] successive(int count) {
        ByteBuffer exif = ByteBuffer.allocate(HEADER + ONE_ENTRY_IFD * count);
        putHeader(exif);
        for (int i = 1; i <= count; i++) {
            exif.putShort((short) 1).putShort(WIDTH).putShort(LONG).putInt(1).putInt(5);
            exif.putInt(i == count ? 0 : HEADER + ONE_ENTRY_IFD * i);
        }
        return exif.array();
    }

    /** One IFD whose entries point at sub-IFDs that overlap it and each other, so that following all of them takes quadratic time. */
    static byte[] overlapping(int entries, int size) {
        int count = size / ENTRY;
        ByteBuffer exif = ByteBuffer.allocate(HEADER + 2 + ENTRY * count);
        putHeader(exif);
        exif.putShort((short) entries);
        for (int i = 0; i < count; i++) {
            exif.putShort(SUB_IFD).putShort(LONG).putInt(1).putInt(HEADER + ENTRY * i);
        }
        return exif.array();
    }

    private static void putHeader(ByteBuffer exif) {
        exif.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(HEADER);
    }
}
