package dev.gioconda.server.http;

import java.util.HashMap;
import java.util.Map;

/** Limits the bytes of the bodies that are in memory while clients send or receive them, in all and for each client. */
final class MemoryBudget {

    private final long maxBytes;
    private final long maxBytesPerClient;
    private final Map<String, Long> bytesByClient = new HashMap<>();
    private long bytes;

    /** @param maxBytes limit in all; a client may have a quarter of it */
    MemoryBudget(long maxBytes) {
        this.maxBytes = maxBytes;
        this.maxBytesPerClient = maxBytes / 4;
    }

    /** Reserves bytes; false, and nothing reserved, if that exceeds a limit. */
    synchronized boolean reserve(String client, int count) {
        long ofClient = bytesByClient.getOrDefault(client, 0L) + count;
        if (bytes + count > maxBytes || ofClient > maxBytesPerClient) {
            return false;
        }
        bytes += count;
        bytesByClient.put(client, ofClient);
        return true;
    }

    /** Returns reserved bytes. */
    synchronized void release(String client, long count) {
        bytes -= count;
        bytesByClient.computeIfPresent(client, (name, reserved) -> reserved > count ? reserved - count : null);
    }

    /** The bytes reserved now. */
    synchronized long reserved() {
        return bytes;
    }
}
