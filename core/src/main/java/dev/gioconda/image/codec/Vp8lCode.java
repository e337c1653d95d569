package dev.gioconda.image.codec;

import java.util.Arrays;

/** A canonical prefix code of a lossless WebP picture (RFC 9649, section 3.7.2), by a table of its short words and a search for the others. */
final class Vp8lCode {
    static final int MAX_LENGTH = 15;
    static final int TABLE_BITS = 7;
    static final int NOT_IN_TABLE = 0xffff;
    static final int LENGTH_BITS = 4;

    final char[] table; // by the next bits of the input: symbol << 4 | length
    final int tableBits;
    final int[] counts = new int[MAX_LENGTH + 1]; // of symbols by length
    final char[] symbols; // by length, then by value

    private Vp8lCode(int[] lengths, int size) throws RefusedPictureException {
        int longest = 0;
        int used = 0;
        int last = 0;
        for (int symbol = 0; symbol < size; symbol++) {
            if (lengths[symbol] > 0) {
                counts[lengths[symbol]]++;
                longest = Math.max(longest, lengths[symbol]);
                last = symbol;
                used++;
            }
        }
        if (used == 0) {
            throw StrippedImage.damaged(WebpFile.NAME);
        }
        symbols = new char[used];
        if (used == 1) { // without any bit
            tableBits = 0;
            table = new char[] {(char) (last << LENGTH_BITS)};
            return;
        }
        int[] firstCodes = firstCodes();
        int[] offsets = new int[MAX_LENGTH + 2];
        for (int length = 1; length <= MAX_LENGTH; length++) {
            offsets[length + 1] = offsets[length] + counts[length];
        }
        tableBits = Math.min(longest, TABLE_BITS);
        table = new char[1 << tableBits];
        Arrays.fill(table, (char) NOT_IN_TABLE);
        for (int symbol = 0; symbol < size; symbol++) {
            int length = lengths[symbol];
            if (length > 0) {
                symbols[offsets[length]++] = (char) symbol;
                int code = firstCodes[length]++;
                if (length <= tableBits) {
                    int word = Integer.reverse(code) >>> (32 - length); // the first bit of a word is its highest one
                    for (int i = word; i < table.length; i += 1 << length) {
                        table[i] = (char) (symbol << LENGTH_BITS | length);
                    }
                }
            }
        }
    }

    /** The code whose words have these lengths, 0 for a symbol that has none. */
    static Vp8lCode of(int[] lengths, int size) throws RefusedPictureException {
        return new Vp8lCode(lengths, size);
    }

    /** The first word of each length; throws unless the words are exactly all that there can be. */
    private int[] firstCodes() throws RefusedPictureException {
        int[] first = new int[MAX_LENGTH + 1];
        int code = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            code <<= 1;
            first[length] = code;
            code += counts[length];
        }
        if (code != 1 << MAX_LENGTH) {
            throw StrippedImage.damaged(WebpFile.NAME);
        }
        return first;
    }
}
