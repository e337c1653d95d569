package dev.gioconda.registry;

import dev.gioconda.store.ObjectContent;
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
        LOST_RESPONSE,
        /** It is done twice, and the second answer gets through. */
        DUPLICATED,
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
        T send() throws IOException;
    }

    private <T> T sendWithFault(String requestLine, Request<T> request) throws IOException {
        Fault fault = faults.apply(requestLine);
        if (fault == Fault.FAILS) {
            throw new IOException("the store failed at " + requestLine);
        }
        if (fault == Fault.DELAY) {
            LockSupport.parkNanos(200_000);
        }
        T answer = request.send();
        if (fault == Fault.LOST_RESPONSE) {
            throw new IOException("no answer came to " + requestLine);
        }
        return fault == Fault.DUPLICATED ? request.send() : answer;
    }

    @Override
    public Optional<byte[]> get(String key) throws IOException {
        return sendWithFault("get " + key, () -> store.get(key));
    }

    @Override
    public Optional<byte[]> get(String key, long from, int length) throws IOException {
        return sendWithFault("get " + key, () -> store.get(key, from, length));
    }

    @Override
    public boolean create(String key, ObjectContent content) throws IOException {
        return sendWithFault("create " + key, () -> store.create(key, content));
    }

    @Override
    public void put(String key, ObjectContent content) throws IOException {
        sendWithFault("put " + key, () -> {
            store.put(key, content);
            return true;
        });
    }

    @Override
    public List<ObjectSummary> list(String prefix) throws IOException {
        return sendWithFault("list " + prefix, () -> store.list(prefix));
    }

    @Override
    public boolean delete(String key) throws IOException {
        return sendWithFault("delete " + key, () -> store.delete(key));
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
