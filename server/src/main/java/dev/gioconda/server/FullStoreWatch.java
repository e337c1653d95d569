package dev.gioconda.server;

import dev.gioconda.file.DiskSpace;
import dev.gioconda.store.ObjectContent;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A store that remembers for a minute that a write failed because the store is full, unless a later write succeeded. A server with jobs
 * writes its heartbeats every few seconds, so that the state is known also without requests.
 */
final class FullStoreWatch implements ObjectStore {

    private static final Duration MEMORY = Duration.ofMinutes(1);

    private final ObjectStore delegate;
    private final LongSupplier nanoTime;
    private volatile boolean failed;
    private volatile long failedAt;

    /** @param nanoTime the monotonic clock, {@link System#nanoTime} */
    FullStoreWatch(ObjectStore delegate, LongSupplier nanoTime) {
        this.delegate = delegate;
        this.nanoTime = nanoTime;
    }

    /** Whether the last write of the last minute failed because the store is full. */
    boolean full() {
        return failed && nanoTime.getAsLong() - failedAt < MEMORY.toNanos();
    }

    /** A write to the store. */
    @FunctionalInterface
    private interface Write<T> {
        T run() throws IOException;
    }

    private <T> T watched(Write<T> write) throws IOException {
        try {
            T result = write.run();
            failed = false;
            return result;
        } catch (IOException broken) {
            if (DiskSpace.isExhausted(broken)) {
                failedAt = nanoTime.getAsLong();
                failed = true;
            }
            throw broken;
        }
    }

    @Override
    public Optional<byte[]> get(String key) throws IOException {
        return delegate.get(key);
    }

    @Override
    public Optional<byte[]> get(String key, long from, int length) throws IOException {
        return delegate.get(key, from, length);
    }

    @Override
    public boolean create(String key, ObjectContent content) throws IOException {
        return watched(() -> delegate.create(key, content));
    }

    @Override
    public void put(String key, ObjectContent content) throws IOException {
        boolean unused = watched(() -> {
            delegate.put(key, content);
            return true;
        });
    }

    @Override
    public List<ObjectSummary> list(String prefix) throws IOException {
        return delegate.list(prefix);
    }

    @Override
    public boolean delete(String key) throws IOException {
        return delegate.delete(key);
    }

    @Override
    public void close() throws IOException {
        delegate.close();
    }
}
