package dev.gioconda.jobs;

import dev.gioconda.store.ObjectContent;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A store that fails where it is told to, and tells what is listed and read.
 *
 * @param delegate it
 * @param failsWrite whether the writing of a key fails
 * @param onRead hears of every key that is read, before it is
 */
record FailingStore(ObjectStore delegate, Predicate<String> failsWrite, Consumer<String> onRead)
        implements ObjectStore {

    @Override
    public Optional<byte[]> get(String key) throws IOException {
        Optional<byte[]> bytes = delegate.get(key);
        onRead.accept(key);
        return bytes;
    }

    @Override
    public Optional<byte[]> get(String key, long from, int length) throws IOException {
        return delegate.get(key, from, length);
    }

    @Override
    public boolean create(String key, ObjectContent content) throws IOException {
        failIfRequested(key);
        return delegate.create(key, content);
    }

    @Override
    public void put(String key, ObjectContent content) throws IOException {
        failIfRequested(key);
        delegate.put(key, content);
    }

    private void failIfRequested(String key) throws IOException {
        if (failsWrite.test(key)) {
            throw new IOException("%s could not be written: the test wanted it so.".formatted(key));
        }
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
