package dev.gioconda.jobs;

import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.style.StyleProgress;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that paints this server's jobs, one after the other, and shows how they grow. */
final class PaintWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PaintWorker.class);
    private static final double PREVIEW_SECONDS = 0.7;
    private static final Duration RETRY_DELAY =
            Duration.ofSeconds(5); // before a job that the store failed is tried again

    private final JobTable table;
    private final JobStore jobStore;
    private final Painter painter;
    private final JobLeases leases;
    private final Runnable yieldHook;
    private final Clock clock;
    private final Map<String, byte[]> previews = new ConcurrentHashMap<>(); // images that are not stored yet
    private final Map<String, Long> retryAt = new ConcurrentHashMap<>(); // until when, by the clock of nanoseconds
    private final Thread thread;
    private volatile boolean closed;

    PaintWorker(JobTable table, JobStore jobStore, Painter painter, JobLeases leases, Runnable yieldHook, Clock clock) {
        this.table = table;
        this.jobStore = jobStore;
        this.painter = painter;
        this.leases = leases;
        this.yieldHook = yieldHook;
        this.clock = clock;
        this.thread = new Thread(this::run, "paint");
        thread.setDaemon(true);
    }

    /** The store could not be read or written: nothing is wrong with the painting, and it waits. */
    private static final class StoreException extends Exception {
        private static final long serialVersionUID = 1;

        StoreException(IOException cause) {
            super(cause);
        }
    }

    void start() {
        thread.start();
    }

    /** The newest picture of a job that is being painted, a PNG file. */
    Optional<byte[]> preview(String id) {
        return Optional.ofNullable(previews.get(id));
    }

    void remove(String id) {
        previews.remove(id);
        retryAt.remove(id);
    }

    private void run() {
        try {
            while (!closed) {
                Optional<Job> next = next();
                if (next.isPresent()) {
                    paint(next.get());
                } else {
                    table.awaitChange();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Job> next() {
        return table.unfinished().stream()
                .filter(job -> leases.owns(job.id()) && !table.isReserved(job.id()) && !isBackingOff(job.id()))
                .min(JobTable.SCHEDULING_ORDER)
                .map(job -> table.update(
                        job.id(),
                        status -> status.state() == JobState.QUEUED ? status.withState(JobState.PAINTING) : status));
    }

    private boolean isBackingOff(String id) {
        Long retryTime = retryAt.get(id);
        return retryTime != null && retryTime - System.nanoTime() > 0;
    }

    private void paint(Job job) {
        String id = job.id();
        double previousSeconds = job.status().seconds();
        double[] lastPreviewSeconds = {0};
        try {
            StoredImage content = read(id, JobStore.CONTENT);
            StoredImage style = read(id, JobStore.STYLE);
            Painter.PaintResult result = painter.paint(job, content, style, progress -> {
                boolean keepGoing = !closed && isWanted(id);
                table.update(
                        id,
                        status -> status.withProgress(
                                progress.completed(), progress.total(), previousSeconds + progress.seconds()));
                if (keepGoing && progress.seconds() - lastPreviewSeconds[0] >= PREVIEW_SECONDS) {
                    lastPreviewSeconds[0] = progress.seconds();
                    publishPreview(id, progress);
                }
                if (keepGoing) {
                    yieldHook.run();
                }
                return keepGoing;
            });
            finish(id, result);
            retryAt.remove(id);
        } catch (StoreException failed) {
            LOG.error("The store failed a painting, which is tried again.", failed);
            requeue(id);
        } catch (IOException | RuntimeException | Error failed) { // one painting must not end the painter
            if (table.find(id).isPresent()) { // else it was deleted meanwhile, with the files that it was painted from
                LOG.error("A painting failed.", failed);
            }
            fail(id, failed);
        }
    }

    private boolean isWanted(String id) {
        return leases.owns(id)
                && table.find(id)
                        .filter(job -> job.status().state() == JobState.PAINTING)
                        .isPresent();
    }

    private void publishPreview(String id, StyleProgress progress) {
        Picture preview = progress.preview().get();
        byte[] png = PictureWriter.png(preview);
        synchronized (table) {
            if (table.update(id, status -> status.withPicture(preview.width(), preview.height())) != null) {
                previews.put(id, png);
            }
        }
    }

    /** The picture first, then the record that speaks of it. */
    private void finish(String id, Painter.PaintResult result) throws IOException, StoreException {
        Optional<Job> job = table.find(id);
        boolean stopping =
                job.filter(known -> known.status().state() == JobState.STOPPING).isPresent();
        if (job.isPresent() && !result.complete() && !stopping) {
            previews.remove(id);
            table.update(id, status -> status.withState(JobState.QUEUED));
            return; // the server stops, or another one has taken the job and resumes it
        }
        boolean persisted = job.isEmpty() || persistResult(id, result);
        previews.remove(id);
        if (!persisted) {
            return; // another server took this one for dead and runs the job again
        }
        painter.deleteCheckpoints(id); // not before it is settled; also of one that was deleted meanwhile
    }

    private boolean persistResult(String id, Painter.PaintResult result) throws StoreException {
        try {
            if (!leases.verifyOwned(id)) {
                return false;
            }
            jobStore.save(id, JobStore.PICTURE, result.png());
            Picture picture = result.picture();
            table.persist(id, status -> status.withPicture(picture.width(), picture.height())
                    .withEnd(result.complete() ? JobState.DONE : JobState.STOPPED, clock.instant(), null));
            table.addBytes(id, result.png().length);
            return true;
        } catch (IOException failed) {
            throw new StoreException(failed);
        }
    }

    /** Its checkpoint stays, so that little is painted twice; others are painted meanwhile. */
    private void requeue(String id) {
        previews.remove(id);
        synchronized (table) {
            if (table.find(id)
                    .isPresent()) { // else it was deleted, and the checkpoint goes when the server starts again
                retryAt.put(id, System.nanoTime() + RETRY_DELAY.toNanos());
            }
        }
        table.update(id, status -> status.state() == JobState.PAINTING ? status.withState(JobState.QUEUED) : status);
    }

    private void fail(String id, Throwable cause) {
        String message = cause instanceof IllegalArgumentException
                ? String.valueOf(cause.getMessage())
                : "The painting failed on our side. Order it again; if it fails again, tell the operator.";
        previews.remove(id);
        try {
            if (table.find(id).isEmpty() || leases.verifyOwned(id)) {
                table.persist(id, status -> status.withEnd(JobState.FAILED, clock.instant(), message));
                painter.deleteCheckpoints(id);
            }
        } catch (IOException alsoFailed) {
            LOG.error("A failed painting could not be written down.", alsoFailed);
            table.update(id, status -> status.withEnd(JobState.FAILED, clock.instant(), message));
        }
    }

    private StoredImage read(String id, String file) throws IOException, StoreException {
        Optional<byte[]> png;
        try {
            png = jobStore.read(id, file);
        } catch (IOException failed) {
            throw new StoreException(failed);
        }
        return StoredImage.of(
                file,
                png.orElseThrow(() -> new IOException("The picture %s of the job %s is gone.".formatted(file, id))));
    }

    /** Stops after the iteration at hand; what is not done is on the shelf as it was, and its checkpoint here. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        synchronized (table) {
            table.notifyAll();
        }
        thread.join(Duration.ofSeconds(30).toMillis());
    }
}
