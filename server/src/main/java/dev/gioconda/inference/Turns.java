package dev.gioconda.inference;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * As many pictures are decoded at once as there are cores, whoever sent them and whatever for: a picture of 25 megapixels takes 150 MB
 * while it is decoded. Who has waited too long is turned away.
 */
public final class Turns {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final Semaphore cores = new Semaphore(Runtime.getRuntime().availableProcessors(), true);
    private final Duration longest;

    /** @param longest how long one may wait */
    public Turns(Duration longest) {
        this.longest = longest;
    }

    /** Work that takes a core. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        /** Does it. */
        T perform() throws E;
    }

    /**
     * Does work when its turn comes.
     *
     * @throws BusyException when it did not come in time
     */
    public <T, E extends Exception> T take(Work<T, E> work) throws E {
        try {
            if (!cores.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BusyException("No core became free in time. Try again in two seconds.", SOON);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BusyException("The server stops.", SOON);
        }
        try {
            return work.perform();
        } finally {
            cores.release();
        }
    }
}
