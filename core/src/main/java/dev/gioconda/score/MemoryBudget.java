package dev.gioconda.score;

import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;

/**
 * An amount of memory that several threads share: each waits until its part is free. A part that is larger than the whole is the whole, so
 * that one large image is processed alone.
 */
public final class MemoryBudget {

    private static final int UNIT_BYTES = 1024;

    private final int units;
    private final Semaphore free;

    /** An amount that nobody uses yet. */
    public MemoryBudget(long bytes) {
        units = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / UNIT_BYTES));
        free = new Semaphore(units, true); // first come, first served: many small parts do not starve a large one
    }

    /** A part that is in use. */
    final class MemoryPart implements AutoCloseable {

        private final int size;

        private MemoryPart(int size) {
            this.size = size;
        }

        /** Returns it. */
        @Override
        public void close() {
            free.release(size);
        }
    }

    /**
     * Waits for a part.
     *
     * @throws InterruptedIOException if the thread is told to end
     */
    MemoryPart take(long bytes) throws InterruptedIOException {
        int size = (int) Math.max(1, Math.min(units, bytes / UNIT_BYTES));
        try {
            free.acquire(size);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The run ends.");
        }
        return new MemoryPart(size);
    }
}
