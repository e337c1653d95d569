package dev.gioconda.image.codec;

import java.util.Arrays;

/**
 * Whether the scans of a JPEG file code every coefficient of every component in full precision (ITU-T T.81, B.2.3 and
 * G.1.1.1). A file that ends after fewer scans is truncated even if each of its scans is complete.
 */
final class ScanCoverage {

    private static final int COEFFICIENTS = 64;
    private static final int FRAME_COMPONENTS =
            8; // offset in the segment, after length, precision, height, width and count
    private static final int MISSING = 255; // no scan yet

    private int[] components = {};
    private int[][] missingBits = {}; // of each coefficient that no scan has coded yet // [components][64]

    /** The components of the frame header at a position. */
    void addFrame(byte[] bytes, int position, int length) {
        int count = Math.min(bytes[position + 7] & 0xff, (length - FRAME_COMPONENTS) / 3);
        components = new int[count];
        missingBits = new int[count][COEFFICIENTS];
        for (int i = 0; i < count; i++) {
            components[i] = bytes[position + FRAME_COMPONENTS + 3 * i] & 0xff;
            Arrays.fill(missingBits[i], MISSING);
        }
    }

    /** The coefficients of the scan header at a position. */
    void addScan(byte[] bytes, int position, int length) {
        int count = length < 3 ? 0 : bytes[position + 2] & 0xff;
        if (length < 6 + 2 * count) {
            return; // damaged, which the decoder reports
        }
        int parameters = position + 3 + 2 * count;
        int first = bytes[parameters] & 0xff;
        int last = Math.min(bytes[parameters + 1] & 0xff, COEFFICIENTS - 1);
        int low = bytes[parameters + 2] & 0xf;
        for (int i = 0; i < count; i++) {
            int component = bytes[position + 3 + 2 * i] & 0xff;
            for (int c = 0; c < components.length; c++) {
                if (components[c] == component && first <= last) {
                    Arrays.fill(missingBits[c], first, last + 1, low);
                }
            }
        }
    }

    boolean isComplete() {
        return components.length > 0
                && Arrays.stream(missingBits).flatMapToInt(Arrays::stream).allMatch(bits -> bits == 0);
    }
}
