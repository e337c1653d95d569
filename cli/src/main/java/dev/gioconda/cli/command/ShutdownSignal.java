package dev.gioconda.cli.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Notices SIGINT (Ctrl-C) and SIGTERM while an operation is to be completed first: the JVM waits until this is closed,
 * at most {@link #MAX_WAIT_SECONDS} seconds.
 */
public final class ShutdownSignal implements AutoCloseable {

    private static final long MAX_WAIT_SECONDS = 120;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::awaitCompletion, "interruption");
    private volatile boolean requested;

    private ShutdownSignal() {}

    /** Starts to listen for signals. */
    public static ShutdownSignal register() {
        ShutdownSignal signal = new ShutdownSignal();
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** Whether a signal was received. */
    public boolean requested() {
        return requested;
    }

    private void awaitCompletion() {
        requested = true;
        try {
            if (!closed.await(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
                return; // the JVM ends during the operation
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The operation is complete; the JVM may end. */
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
