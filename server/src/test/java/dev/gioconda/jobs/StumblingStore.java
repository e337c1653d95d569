package dev.gioconda.jobs;

import dev.gioconda.store.Content;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A store that fails where it is told to, and tells what is listed and read.
 *
 * @param under it
 * @param fails whether the writing of a key fails
 * @param read hears of every key that is read, before it is
 */
record StumblingStore(ObjectStore under, Predicate<String> fails, Consumer<String> read) implements ObjectStore {

    @Override
    public Optional<byte[]> get(String key) throws IOException {
        Optional<byte[]> bytes = under.get(key);
        read.accept(key);
        return bytes;
    }

    @Override
    public Optional<byte[]> get(String key, long from, int length) throws IOException {
        return under.get(key, from, length);
    }

    @Override
    public boolean create(String key, Content content) throws IOException {
        stumble(key);
        return under.create(key, content);
    }

    @Override
    public void put(String key, Content content) throws IOException {
        stumble(key);
        under.put(key, content);
    }

    private void stumble(String key) throws IOException {
        if (fails.test(key)) {
            throw new IOException("%s could not be written: the test wanted it so.".formatted(key));
        }
    }

    @Override
    public List<Listed> list(String prefix) throws IOException {
        return under.list(prefix);
    }

    @Override
    public boolean delete(String key) throws IOException {
        return under.delete(key);
    }

    @Override
    public void close() throws IOException {
        under.close();
    }
}
