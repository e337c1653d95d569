package dev.gioconda.server.http;

import java.util.HashMap;
import java.util.Map;

/** Limits what each client holds at the same time, such as open streams. The limit is exact also for simultaneous requests. */
public final class ClientPermits {

    private final int permitsPerClient;
    private final Map<String, Integer> held = new HashMap<>();

    /** @param permitsPerClient limit of each client */
    public ClientPermits(int permitsPerClient) {
        this.permitsPerClient = permitsPerClient;
    }

    /** Takes a permit; false if the client holds all of its permits. */
    public synchronized boolean tryAcquire(String client) {
        int before = held.getOrDefault(client, 0);
        if (before >= permitsPerClient) {
            return false;
        }
        held.put(client, before + 1);
        return true;
    }

    /** Returns a permit that {@link #tryAcquire} gave. */
    public synchronized void release(String client) {
        int remaining = held.getOrDefault(client, 0) - 1;
        if (remaining > 0) {
            held.put(client, remaining);
        } else {
            held.remove(client);
        }
    }
}
