package dev.gioconda.server.paint;

import dev.gioconda.feedback.KeptPictures;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much room there is for the pictures that people agree to have kept. The store is measured now and then, and not while somebody waits;
 * what this server has kept since is added.
 */
public final class PictureRoom {

    private final ObjectStore store;
    private final long most;
    private final AtomicLong since = new AtomicLong();
    private volatile long measured;

    /** @param most how many bytes they may take */
    public PictureRoom(ObjectStore store, long most) throws IOException {
        this.store = store;
        this.most = most;
        measure();
    }

    /** Looks how much there is. */
    public void measure() throws IOException {
        long before =
                since.get(); // what is kept while the store is listed counts twice until the next time, rather than
        // never
        measured = new KeptPictures(store).bytes();
        since.addAndGet(-before);
    }

    /** Whether another picture may be kept. */
    public boolean free() {
        return measured + since.get() < most;
    }

    /** One is about to be kept. */
    public void take(long bytes) {
        since.addAndGet(bytes);
    }
}
