package dev.gioconda.cli.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or another polite wish that the program should end (SIGINT, SIGTERM), while something is to be brought to a good end first: the
 * Java machine waits until this is closed, at most {@link #PATIENCE} seconds.
 */
public final class Interruption implements AutoCloseable {

    private static final long PATIENCE = 120;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::await, "interruption");
    private volatile boolean asked;

    private Interruption() {}

    /** From now on the wish is heard. */
    public static Interruption awaited() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Whether it was wished. */
    public boolean asked() {
        return asked;
    }

    private void await() {
        asked = true;
        try {
            if (!closed.await(PATIENCE, TimeUnit.SECONDS)) {
                return; // the machine ends in the middle of the work
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was to be done is done. */
    @Override
    public void close() {
        closed.countDown();
        if (!asked) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException endsAlready) {
                asked = true;
            }
        }
    }
}
