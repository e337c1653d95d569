package dev.gioconda.weights.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A stream that gives up when nothing comes for a while: the JDK's client knows no such limit once the body has begun. */
final class PatientStream extends FilterInputStream {

    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "weights-clock");
        thread.setDaemon(true);
        return thread;
    });

    private final Duration patience;
    private volatile boolean gaveUp;

    PatientStream(InputStream in, Duration patience) {
        super(in);
        this.patience = patience;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        ScheduledFuture<?> limit = CLOCK.schedule(this::giveUp, patience.toMillis(), TimeUnit.MILLISECONDS);
        int count = -1;
        try {
            count = super.read(bytes, offset, length);
        } catch (IOException broken) {
            if (!gaveUp) {
                throw broken;
            }
        } finally {
            limit.cancel(false);
        }
        if (gaveUp && count < 0) {
            throw new IOException("nothing came for %d s".formatted(patience.toSeconds()));
        }
        return count;
    }

    private void giveUp() {
        gaveUp = true;
        try {
            in.close(); // wakes the reader
        } catch (IOException closing) {
            gaveUp = true; // the reader says so
        }
    }
}
