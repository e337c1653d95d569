package dev.gioconda.image.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** The ICC profile of a JPEG file, in numbered APP2 segments (ICC.1, annex B.4): {@code ICC_PROFILE 0 number count data}. */
final class ProfileSegments {

    private static final byte[] NAME = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int HEADER = NAME.length + 2;

    private final SortedMap<Integer, byte[]> parts = new TreeMap<>(); // by number, from 1; at most 255 of 64 KiB
    private int count;
    private int total;

    /** Adds the content of an APP2 segment if it is a part of a profile. */
    void add(byte[] bytes, int position, int length) {
        if (length < HEADER
                || position + HEADER > bytes.length
                || !Arrays.equals(bytes, position, position + NAME.length, NAME, 0, NAME.length)) {
            return;
        }
        count = bytes[position + NAME.length + 1] & 0xff;
        int number = bytes[position + NAME.length] & 0xff;
        if (total + length <= ColorProfile.MAX_BYTES
                && parts.putIfAbsent(number, Arrays.copyOfRange(bytes, position + HEADER, position + length)) == null) {
            total += length;
        }
    }

    /** The profile; empty if there is none, if a part is missing, or if it is too long. */
    byte[] bytes() {
        if (parts.isEmpty() || parts.size() != count || parts.firstKey() != 1 || parts.lastKey() != count) {
            return StrippedImage.NO_PROFILE;
        }
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        parts.values().forEach(joined::writeBytes);
        return joined.toByteArray();
    }
}
