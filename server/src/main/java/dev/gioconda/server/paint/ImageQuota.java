package dev.gioconda.server.paint;

import dev.gioconda.feedback.FeedbackPictures;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much room there is for the pictures that people agree to have kept. The store is measured now and then, and not while somebody waits;
 * what this server has kept since is added.
 */
public final class ImageQuota {

    private final ObjectStore store;
    private final long maxBytes;
    private final AtomicLong addedBytes = new AtomicLong();
    private volatile long measuredBytes;

    /** @param maxBytes how many bytes they may take */
    public ImageQuota(ObjectStore store, long maxBytes) throws IOException {
        this.store = store;
        this.maxBytes = maxBytes;
        measure();
    }

    /** Looks how much there is. */
    public void measure() throws IOException {
        long addedBefore =
                addedBytes
                        .get(); // what is kept while the store is listed counts twice until the next time, rather than
        // never
        measuredBytes = new FeedbackPictures(store).bytes();
        addedBytes.addAndGet(-addedBefore);
    }

    /** Whether another picture may be kept. */
    public boolean hasSpace() {
        return measuredBytes + addedBytes.get() < maxBytes;
    }

    /** One is about to be kept. */
    public void add(long bytes) {
        addedBytes.addAndGet(bytes);
    }
}
