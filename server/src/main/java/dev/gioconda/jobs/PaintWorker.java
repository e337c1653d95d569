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

/** The thread that runs this server's jobs, one at a time, and publishes their previews. */
final class PaintWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PaintWorker.class);
    private static final double PREVIEW_SECONDS = 0.7;
    private static final Duration RETRY_DELAY =
            Duration.ofSeconds(5); // before a job is tried again after an error of the store

    private final JobTable table;
    private final JobStore jobStore;
    private final Painter painter;
    private final JobLeases leases;
    private final Runnable yieldHook;
    private final Clock clock;
    private final Map<String, byte[]> previews = new ConcurrentHashMap<>(); // images that are not stored yet
    private final Map<String, Long> retryAt = new ConcurrentHashMap<>(); // by System.nanoTime()
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

    /** The store could not be read or written; the job is tried again later. */
    private static final class StoreException extends Exception {
        private static final long serialVersionUID = 1;

        StoreException(IOException cause) {
            super(cause);
        }
    }

    void start() {
        thread.start();
    }

    /** The newest preview of a running job, a PNG file. */
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
        } catch (StoreException | WorkFolderException failed) {
            if (!retryAt.containsKey(id)) { // once until the job succeeds
                LOG.error("The store or the work folder failed during the job {}, which is tried again.", id, failed);
            }
            requeue(id);
        } catch (IOException | RuntimeException | Error failed) { // one failed job must not end the worker
            if (table.find(id).isPresent()) { // else it was deleted meanwhile, with its content and style image
                LOG.error("A style job failed.", failed);
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

    /** Stores the result, before the record that refers to it. */
    private void finish(String id, Painter.PaintResult result) throws IOException, StoreException {
        Optional<Job> job = table.find(id);
        boolean stopping =
                job.filter(known -> known.status().state() == JobState.STOPPING).isPresent();
        if (job.isPresent() && !result.complete() && !stopping) {
            previews.remove(id);
            table.update(id, status -> status.withState(JobState.QUEUED));
            return; // this server is stopping, or another one has acquired the job
        }
        boolean persisted = job.isEmpty() || persistResult(id, result);
        previews.remove(id);
        if (!persisted) {
            return; // another server has acquired the job after missed heartbeats, and runs it again
        }
        painter.deleteCheckpoints(id); // after the result is stored, or the job was deleted
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

    /** Queues the job again after a delay, in which other jobs run. It is resumed from its checkpoint. */
    private void requeue(String id) {
        previews.remove(id);
        synchronized (table) {
            if (table.find(id).isPresent()) { // else it was deleted; its checkpoint is removed at the next start
                retryAt.put(id, System.nanoTime() + RETRY_DELAY.toNanos());
            }
        }
        table.update(id, status -> status.state() == JobState.PAINTING ? status.withState(JobState.QUEUED) : status);
    }

    private void fail(String id, Throwable cause) {
        String message = cause instanceof IllegalArgumentException
                ? String.valueOf(cause.getMessage())
                : "The style job failed because of an internal error. Try again; if it fails again, contact the operator.";
        previews.remove(id);
        try {
            if (table.find(id).isEmpty() || leases.verifyOwned(id)) {
                table.persist(id, status -> status.withEnd(JobState.FAILED, clock.instant(), message));
                painter.deleteCheckpoints(id);
            }
        } catch (IOException alsoFailed) {
            LOG.error("The failure of a style job could not be stored.", alsoFailed);
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
                png.orElseThrow(() -> new IOException("The image %s of the job %s is missing.".formatted(file, id))));
    }

    /** Stops after the current iteration; an unfinished job stays in the store, and its checkpoint in the work folder. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        synchronized (table) {
            table.notifyAll();
        }
        thread.join(Duration.ofSeconds(30).toMillis());
    }
}
