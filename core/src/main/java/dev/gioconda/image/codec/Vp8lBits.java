package dev.gioconda.image.codec;

import java.util.Arrays;

/** Reads numbers and symbols of a lossless WebP picture (RFC 9649, section 3), lowest bits first. */
final class Vp8lBits {
    private static final int[] LENGTH_ORDER = {17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    private static final int DEFAULT_LENGTH = 8;
    private static final int FULL = 48;

    private final byte[] bytes;
    private final int end;
    private int position;
    private long buffer;
    private int available;

    Vp8lBits(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    /** The next bits as a number, at most 32 of them. */
    int read(int count) throws RefusedPictureException {
        fill();
        int value = (int) (buffer & ((1L << count) - 1));
        skip(count);
        return value;
    }

    boolean readFlag() throws RefusedPictureException {
        return read(1) == 1;
    }

    /** The next symbol of a code. */
    int read(Vp8lCode code) throws RefusedPictureException {
        fill();
        int entry = code.table[(int) buffer & ((1 << code.tableBits) - 1)];
        if (entry != Vp8lCode.NOT_IN_TABLE) {
            skip(entry & Vp8lCode.MAX_LENGTH);
            return entry >> Vp8lCode.LENGTH_BITS;
        }
        int word = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length <= Vp8lCode.MAX_LENGTH; length++) {
            word |= (int) (buffer >> (length - 1)) & 1;
            int count = code.counts[length];
            if (word - count < first) {
                skip(length);
                return code.symbols[index + word - first];
            }
            index += count;
            first = (first + count) << 1;
            word <<= 1;
        }
        throw StrippedImage.damaged(WebpFile.NAME);
    }

    /** Reads a code (section 3.7.2.1); {@code lengths} is a buffer for the lengths of its words. */
    Vp8lCode readCode(int size, int[] lengths) throws RefusedPictureException {
        Arrays.fill(lengths, 0, Math.max(size, 256), 0);
        if (readFlag()) {
            boolean two = readFlag();
            lengths[read(readFlag() ? 8 : 1)] = 1;
            if (two) {
                lengths[read(8)] = 1;
            }
            return Vp8lCode.of(lengths, size);
        }
        int[] codeLengths = new int[LENGTH_ORDER.length];
        int count = read(4) + 4;
        for (int i = 0; i < count; i++) {
            codeLengths[LENGTH_ORDER[i]] = read(3);
        }
        Vp8lCode lengthCode = Vp8lCode.of(codeLengths, codeLengths.length);
        int remaining = size;
        if (readFlag()) {
            remaining = 2 + read(2 + 2 * read(3));
        }
        int previous = DEFAULT_LENGTH;
        for (int symbol = 0; symbol < size && remaining > 0; remaining--) {
            int length = read(lengthCode);
            if (length <= Vp8lCode.MAX_LENGTH) {
                lengths[symbol++] = length;
                previous = length == 0 ? previous : length;
            } else {
                int repeats = length == 16 ? 3 + read(2) : length == 17 ? 3 + read(3) : 11 + read(7);
                if (repeats > size - symbol) {
                    throw StrippedImage.damaged(WebpFile.NAME);
                }
                Arrays.fill(lengths, symbol, symbol + repeats, length == 16 ? previous : 0);
                symbol += repeats;
            }
        }
        return Vp8lCode.of(lengths, size);
    }

    private void skip(int count) throws RefusedPictureException {
        if (count > available) {
            throw StrippedImage.truncated(WebpFile.NAME);
        }
        buffer >>>= count;
        available -= count;
    }

    private void fill() {
        while (available <= FULL && position < end) {
            buffer |= (bytes[position++] & 0xffL) << available;
            available += 8;
        }
    }
}
