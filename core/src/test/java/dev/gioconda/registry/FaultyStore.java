package dev.gioconda.registry;

import dev.gioconda.store.Content;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** A store to which something may happen at each request. */
final class FaultyStore implements ObjectStore {

    /** What happens. */
    enum Fault {
        /** Nothing does. */
        NONE,
        /** It fails before anything is done. */
        FAILS,
        /** It is done, and fails. */
        LOST_ANSWER,
        /** It is done twice, and the second answer gets through. */
        TWICE,
        /** Other threads get their turn first. */
        DELAY
    }

    private final ObjectStore store;
    private final Function<String, Fault> faults;

    /**
     * A store.
     *
     * @param faults what happens to a request such as {@code create models/smile/1/card.md}
     */
    FaultyStore(ObjectStore store, Function<String, Fault> faults) {
        this.store = store;
        this.faults = faults;
    }

    /** A request. */
    private interface Request<T> {
        T ask() throws IOException;
    }

    private <T> T ask(String what, Request<T> request) throws IOException {
        Fault fault = faults.apply(what);
        if (fault == Fault.FAILS) {
            throw new IOException("the store failed at " + what);
        }
        if (fault == Fault.DELAY) {
            LockSupport.parkNanos(200_000);
        }
        T answer = request.ask();
        if (fault == Fault.LOST_ANSWER) {
            throw new IOException("no answer came to " + what);
        }
        return fault == Fault.TWICE ? request.ask() : answer;
    }

    @Override
    public Optional<byte[]> get(String key) throws IOException {
        return ask("get " + key, () -> store.get(key));
    }

    @Override
    public Optional<byte[]> get(String key, long from, int length) throws IOException {
        return ask("get " + key, () -> store.get(key, from, length));
    }

    @Override
    public boolean create(String key, Content content) throws IOException {
        return ask("create " + key, () -> store.create(key, content));
    }

    @Override
    public void put(String key, Content content) throws IOException {
        ask("put " + key, () -> {
            store.put(key, content);
            return true;
        });
    }

    @Override
    public List<Listed> list(String prefix) throws IOException {
        return ask("list " + prefix, () -> store.list(prefix));
    }

    @Override
    public boolean delete(String key) throws IOException {
        return ask("delete " + key, () -> store.delete(key));
    }

    @Override
    public void close() throws IOException {
        store.close();
    }

    @Override
    public String toString() {
        return store.toString();
    }
}
