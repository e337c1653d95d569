package dev.gioconda.server.feedback;

import dev.gioconda.feedback.FeedbackPictures;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The disk quota of images that are stored with feedback. The size in the store is measured periodically, not within a request; images
 * that this server has stored since then are added.
 */
public final class ImageQuota {

    private final ObjectStore store;
    private final long maxBytes;
    private final AtomicLong addedBytes = new AtomicLong();
    private volatile long measuredBytes;

    /** @param maxBytes the quota in bytes */
    public ImageQuota(ObjectStore store, long maxBytes) throws IOException {
        this.store = store;
        this.maxBytes = maxBytes;
        measure();
    }

    /** Measures the size of the images in the store. */
    public void measure() throws IOException {
        // an image that is stored during the listing counts twice until the next measurement, instead of not at all
        long addedBefore = addedBytes.get();
        measuredBytes = new FeedbackPictures(store).bytes();
        addedBytes.addAndGet(-addedBefore);
    }

    /** Whether another image may be stored. */
    public boolean hasSpace() {
        return measuredBytes + addedBytes.get() < maxBytes;
    }

    /** Counts an image before it is stored. */
    public void add(long bytes) {
        addedBytes.addAndGet(bytes);
    }
}
