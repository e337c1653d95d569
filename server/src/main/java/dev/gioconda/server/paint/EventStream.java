package dev.gioconda.server.paint;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A response of server-sent events that never blocks the sender: bytes are written only while the container accepts them. Of the events
 * that a slow client has not received yet only the newest is kept.
 */
final class EventStream implements WriteListener {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private final ServletOutputStream out;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private byte @Nullable [] pending;
    private boolean writable; // from the first call of the container
    private boolean unflushed;
    private boolean ending;

    /** @param out of a response whose asynchronous mode is started before {@link #start} */
    EventStream(ServletOutputStream out) {
        this.out = out;
    }

    /** Begins to write; returns a future that is completed when the stream has ended. */
    CompletableFuture<Void> start() {
        out.setWriteListener(this);
        return closed;
    }

    /** Completed when the stream has ended, by either side. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    /**
     * Sends an event; replaces one that is not written yet.
     *
     * @param id of the event; null for none
     */
    void send(String event, String data, @Nullable String id) {
        replace((id == null ? "" : "id: " + id + "\n") + "event: " + event + "\ndata: " + data + "\n\n");
    }

    private synchronized void replace(String text) {
        pending = text.getBytes(StandardCharsets.UTF_8);
        writeAvailable();
    }

    /** Sends a comment, so that proxies keep the connection and a closed one is detected. */
    synchronized void sendHeartbeat() {
        if (pending == null) {
            pending = ": still here\n\n".getBytes(StandardCharsets.UTF_8);
            writeAvailable();
        }
    }

    /** Ends the stream after the last event. */
    synchronized void end() {
        ending = true;
        writeAvailable();
    }

    /** Ends the stream at once. */
    void abort() {
        closed.complete(null);
    }

    @Override
    public synchronized void onWritePossible() {
        writable = true;
        writeAvailable();
    }

    @Override
    public void onError(Throwable failure) {
        LOG.debug("The client of an event stream is gone", failure);
        closed.complete(null);
    }

    /** Writes while the container accepts bytes; it calls {@link #onWritePossible} when it accepts more. */
    private void writeAvailable() {
        try {
            while (writable && !closed.isDone() && out.isReady()) {
                if (pending != null) {
                    byte[] next = pending;
                    pending = null;
                    unflushed = true;
                    out.write(next);
                } else if (unflushed) {
                    unflushed = false;
                    out.flush();
                } else {
                    if (ending) {
                        closed.complete(null);
                    }
                    return;
                }
            }
        } catch (IOException gone) {
            onError(gone);
        }
    }
}
