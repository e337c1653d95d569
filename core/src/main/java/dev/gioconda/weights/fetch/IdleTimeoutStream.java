package dev.gioconda.weights.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A stream with a read timeout, which the JDK's HTTP client does not have for response bodies. */
final class IdleTimeoutStream extends FilterInputStream {

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "weights-clock");
        thread.setDaemon(true);
        return thread;
    });

    private final Duration idleTimeout;
    private volatile boolean timedOut;

    IdleTimeoutStream(InputStream in, Duration idleTimeout) {
        super(in);
        this.idleTimeout = idleTimeout;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        ScheduledFuture<?> limit = TIMER.schedule(this::closeOnTimeout, idleTimeout.toMillis(), TimeUnit.MILLISECONDS);
        int count = -1;
        try {
            count = super.read(bytes, offset, length);
        } catch (IOException broken) {
            if (!timedOut) {
                throw broken;
            }
        } finally {
            limit.cancel(false);
        }
        if (timedOut && count < 0) {
            throw new IOException("no data received for %d s".formatted(idleTimeout.toSeconds()));
        }
        return count;
    }

    private void closeOnTimeout() {
        timedOut = true;
        try {
            in.close(); // wakes the reader
        } catch (IOException closing) {
            timedOut = true; // the reader reports it
        }
    }
}
