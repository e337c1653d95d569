package dev.gioconda.cli.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or another polite wish that the program should end (SIGINT, SIGTERM), while something is to be brought to a good end first: the
 * Java machine waits until this is closed, at most {@link #MAX_WAIT_SECONDS} seconds.
 */
public final class ShutdownSignal implements AutoCloseable {

    private static final long MAX_WAIT_SECONDS = 120;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::awaitCompletion, "interruption");
    private volatile boolean requested;

    private ShutdownSignal() {}

    /** From now on the wish is heard. */
    public static ShutdownSignal register() {
        ShutdownSignal signal = new ShutdownSignal();
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** Whether it was wished. */
    public boolean requested() {
        return requested;
    }

    private void awaitCompletion() {
        requested = true;
        try {
            if (!closed.await(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
                return; // the machine ends in the middle of the work
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was to be done is done. */
    @Override
    public void close() {
        closed.countDown();
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException shuttingDown) {
                requested = true;
            }
        }
    }
}
