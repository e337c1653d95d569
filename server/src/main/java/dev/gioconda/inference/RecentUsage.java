package dev.gioconda.inference;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Computing time that clients used lately: sums with exponential decay, a half after ten seconds. Not thread-safe. */
final class RecentUsage {

    private static final double HALF_LIFE_NANOS = 10e9;
    private static final double NEGLIGIBLE_NANOS = 1e6;
    private static final int MAX_CLIENTS = 1000; // then those with negligible usage are forgotten

    private final LongSupplier nanoTime;
    private final Map<Object, Usage> usages = new HashMap<>();

    private record Usage(double nanos, long since) {
        double at(long now) {
            return nanos * Math.pow(0.5, (now - since) / HALF_LIFE_NANOS);
        }
    }

    RecentUsage(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Adds the time since a moment of the clock. */
    void addSince(Object client, long start) {
        long now = nanoTime.getAsLong();
        usages.put(client, new Usage(nanos(client, now) + (now - start), now));
        if (usages.size() > MAX_CLIENTS) {
            usages.values().removeIf(usage -> usage.at(now) < NEGLIGIBLE_NANOS);
        }
    }

    /** The recent usage at a moment of the clock, in nanoseconds. */
    double nanos(Object client, long now) {
        Usage usage = usages.get(client);
        return usage == null ? 0 : usage.at(now);
    }

    /** The moment of the clock. */
    long now() {
        return nanoTime.getAsLong();
    }
}
