package dev.gioconda.image.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** The entries of the first directory of a TIFF file (TIFF 6.0, section 2), each within the file. */
final class TiffEntries {

    static final String NAME = "TIFF";

    private static final int ENTRY_BYTES = 12;
    private static final int INLINE_BYTES = 4;
    private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

    private final ByteBuffer file;
    private final SortedMap<Integer, Integer> positions = new TreeMap<>(); // of the entries by tag

    TiffEntries(byte[] bytes) throws RefusedPictureException {
        file = ByteBuffer.wrap(bytes);
        if (bytes.length < 8) {
            throw StrippedImage.truncated(NAME);
        }
        file.order(bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = file.getInt(4);
        if (directory < 8) {
            throw StrippedImage.damaged(NAME);
        }
        if (directory > bytes.length - 2) {
            throw StrippedImage.truncated(NAME);
        }
        int count = Short.toUnsignedInt(file.getShort(directory));
        if (directory + 2 + count * ENTRY_BYTES > bytes.length) {
            throw StrippedImage.truncated(NAME);
        }
        for (int i = 0; i < count; i++) {
            int entry = directory + 2 + i * ENTRY_BYTES;
            positions.putIfAbsent(Short.toUnsignedInt(file.getShort(entry)), entry);
        }
    }

    boolean has(int tag) {
        return positions.containsKey(tag);
    }

    /** The first number of an entry, or a default without the entry. */
    int number(int tag, int absent) throws RefusedPictureException {
        return has(tag) ? numbers(tag, Integer.MAX_VALUE)[0] : absent;
    }

    /** The numbers of an entry, which are the file's own size at most; none without the entry. */
    int[] numbers(int tag, int largestCount) throws RefusedPictureException {
        if (!has(tag)) {
            return new int[0];
        }
        int start = valueStart(tag);
        int count = Math.min(count(tag), largestCount);
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = switch (type(tag)) {
                case 1 -> file.get(start + i) & 0xff;
                case 3 -> Short.toUnsignedInt(file.getShort(start + 2 * i));
                case 4 -> file.getInt(start + 4 * i);
                default -> throw StrippedImage.damaged(NAME);
            };
        }
        if (count == 0) {
            throw StrippedImage.damaged(NAME);
        }
        return numbers;
    }

    /** The bytes of an entry; empty without the entry, or if it has more than a largest number. */
    byte[] bytes(int tag, int largest) throws RefusedPictureException {
        if (!has(tag) || length(tag) > largest) {
            return new byte[0];
        }
        int start = valueStart(tag);
        return Arrays.copyOfRange(file.array(), start, start + (int) length(tag));
    }

    /** The file followed by a directory of some of its entries alone, one of which has another number. */
    byte[] withEntriesOnly(int[] tags, int changedTag, int changedNumber) throws RefusedPictureException {
        int even = file.limit() + (file.limit() & 1);
        ByteBuffer copy = ByteBuffer.allocate(even + 2 + (tags.length + 1) * ENTRY_BYTES + INLINE_BYTES);
        copy.order(file.order()).put(file.array());
        copy.putInt(4, even);
        copy.position(even + 2);
        int written = 0;
        for (int tag : tags) {
            if (tag == changedTag) {
                copy.putShort((short) tag).putShort((short) 4).putInt(1).putInt(changedNumber);
                written++;
            } else if (has(tag)) {
                valueStart(tag);
                copy.put(file.array(), position(tag), ENTRY_BYTES);
                written++;
            }
        }
        copy.putShort(even, (short) written).putInt(0); // no further directory
        return copy.array();
    }

    private int position(int tag) {
        return positions.getOrDefault(tag, 0);
    }

    private int type(int tag) {
        return Short.toUnsignedInt(file.getShort(position(tag) + 2));
    }

    private int count(int tag) {
        return file.getInt(position(tag) + 4);
    }

    private long length(int tag) throws RefusedPictureException {
        int type = type(tag);
        if (type < 1 || type >= TYPE_BYTES.length || count(tag) < 0) {
            throw StrippedImage.damaged(NAME);
        }
        return (long) count(tag) * TYPE_BYTES[type];
    }

    private int valueStart(int tag) throws RefusedPictureException {
        long length = length(tag);
        int inline = position(tag) + 8;
        long start = length <= INLINE_BYTES ? inline : Integer.toUnsignedLong(file.getInt(inline));
        if (start + length > file.limit()) {
            throw StrippedImage.truncated(NAME);
        }
        return (int) start;
    }
}
