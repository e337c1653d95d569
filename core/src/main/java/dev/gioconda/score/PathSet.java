package dev.gioconda.score;

import dev.gioconda.file.Hashes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A set of paths in at most 32 bytes each, whatever their length: it has the first 64 bits of their SHA-256. Among ten million paths, two
 * have the same bits with a probability of 3 in a million.
 */
final class PathSet {

    private static final int INITIAL_CAPACITY = 1 << 10; // a power of two

    private long[] slots = new long[INITIAL_CAPACITY]; // open addressing; 0 is an empty slot
    private int size;

    /** Adds a path; false if the set has it already. */
    boolean add(String path) {
        long key = key(path);
        int slot = slot(slots, key);
        if (slots[slot] == key) {
            return false;
        }
        slots[slot] = key;
        size++;
        if (size > slots.length / 2) {
            grow();
        }
        return true;
    }

    /** Whether the set has a path. */
    boolean contains(String path) {
        long key = key(path);
        return slots[slot(slots, key)] == key;
    }

    /** The number of paths. */
    int size() {
        return size;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (long key : slots) {
            if (key != 0) {
                larger[slot(larger, key)] = key;
            }
        }
        slots = larger;
    }

    /** The slot of a key, or the empty one where it belongs. */
    private static int slot(long[] slots, long key) {
        int slot = (int) key & (slots.length - 1);
        while (slots[slot] != 0 && slots[slot] != key) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private static long key(String path) {
        byte[] digest = Hashes.newSha256().digest(path.getBytes(StandardCharsets.UTF_8));
        long key = ByteBuffer.wrap(digest).getLong();
        return key == 0 ? 1 : key;
    }
}
