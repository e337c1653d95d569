package dev.gioconda.jobs;

import dev.gioconda.store.ObjectStore;
import dev.gioconda.store.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where paintings are ordered, followed, stopped and fetched. One thread paints, in the order in which they came. An order that was
 * accepted is in the store: after a restart it is painted to its end, from its last checkpoint. Several desks may share a store; each job is
 * painted at one of them, and when that one is gone at another.
 */
public final class JobService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobService.class);
    private static final double CHECKPOINT_SECONDS = 5;

    private final JobStore jobStore;
    private final Painter painter;
    private final JobLimits limits;
    private final Admission admission;
    private final Clock clock;
    private final JobLeases leases;
    private final JobTable table;
    private final JobReconciler reconciler;
    private final PaintWorker worker;

    /**
     * Opens the desk: what was not painted to its end is queued again.
     *
     * @param store keeps the jobs
     * @param workFolder a local folder for checkpoints
     * @param program name and version, for the settings in pictures
     * @param threads to paint on
     * @param yieldHook before every iteration: returns when it may be painted, so that others are served first
     */
    public JobService(
            ObjectStore store,
            Path workFolder,
            String program,
            int threads,
            Runnable yieldHook,
            JobLimits limits,
            Clock clock)
            throws IOException {
        this.jobStore = new JobStore(store);
        this.painter = new Painter(program, Files.createDirectories(workFolder), CHECKPOINT_SECONDS, threads);
        this.limits = limits;
        this.admission = new Admission(limits, workFolder);
        this.clock = clock;
        this.leases = new JobLeases(store, JobLeases.LEASE_TIMEOUT);
        this.table = new JobTable(jobStore);
        this.reconciler = new JobReconciler(table, jobStore, leases);
        this.worker = new PaintWorker(table, jobStore, painter, leases, yieldHook, clock);
        List<String> started = painter.checkpointedJobs(); // before the look, which knows whatever lay there then
        reconciler.refresh();
        for (String id : started) {
            if (!reconciler.isUnreadable(id)
                    && table.find(id).filter(job -> !job.finished()).isEmpty()) {
                painter.deleteCheckpoints(id); // of a job that was ended or deleted elsewhere
            }
        }
        expire();
        reconciler.start();
        worker.start();
    }

    /**
     * Orders a painting.
     *
     * @param client a pseudonym of who orders
     * @param content the photograph
     * @param style the painting
     * @param styleName what it is called
     * @param idempotencyKey what the client calls this order; the same key gives the same job, null for none
     * @throws QueueFullException when too many wait
     * @throws InsufficientStorageException when the disk holds as much as it was given
     */
    public Job submit(
            JobSpec spec,
            String client,
            StoredImage content,
            StoredImage style,
            String styleName,
            @Nullable String idempotencyKey)
            throws IOException {
        Job job = new Job(
                Job.FORMAT, Tokens.hex(16), client, spec, styleName, clock.instant(), idempotencyKey, JobStatus.QUEUED);
        Optional<Job> existing =
                admission.admit(table, job, content.png().length + style.png().length, old -> remove(old.id()));
        if (existing.isPresent()) {
            return existing.get();
        }
        try {
            if (!leases.acquire(job.id())) {
                throw new IOException("A job that nobody knows yet belongs to somebody already: " + job.id());
            }
            jobStore.save(job.id(), JobStore.CONTENT, content.png());
            jobStore.save(job.id(), JobStore.STYLE, style.png());
            jobStore.save(job);
        } catch (IOException | RuntimeException | Error failed) {
            try {
                remove(job.id());
            } catch (IOException suppressed) { // what it says must not hide why the order was not taken
                failed.addSuppressed(suppressed);
            }
            throw failed;
        }
        table.commit(job.id());
        return job;
    }

    /** A job, also one that was ordered at another desk; empty when there is none of that id. */
    public Optional<Job> find(String id) throws IOException {
        Optional<Job> known = table.find(id);
        return known.isPresent() ? known.filter(job -> !table.isReserved(id)) : jobStore.find(id);
    }

    /** How many jobs are not over. */
    public int unfinishedCount() {
        return table.unfinished().size();
    }

    /** How many bytes all jobs take in the store. */
    public long bytes() {
        return table.bytes();
    }

    /** How many are painted before this one; 0 for the one that is being painted and for those that are over. */
    public int position(Job job) {
        return job.status().state() == JobState.QUEUED ? table.position(job) : 0;
    }

    /** The newest picture of a job, a PNG file; empty while there is none. */
    public Optional<byte[]> picture(String id) throws IOException {
        Optional<byte[]> newest = worker.preview(id);
        return newest.isPresent() ? newest : jobStore.read(id, JobStore.PICTURE);
    }

    /** The photograph of a job, a PNG file. */
    public Optional<byte[]> content(String id) throws IOException {
        return jobStore.read(id, JobStore.CONTENT);
    }

    /** The style picture of a job, a PNG file. */
    public Optional<byte[]> style(String id) throws IOException {
        return jobStore.read(id, JobStore.STYLE);
    }

    /**
     * Stops a job; the best so far is kept. A job that is over stays as it is.
     *
     * @throws OwnedByOtherServerException when it is painted at another desk
     */
    public Optional<Job> stop(String id) throws IOException {
        synchronized (table) {
            Job job = find(id).orElse(null);
            if (job == null || job.finished() || job.status().state() == JobState.STOPPING) {
                return Optional.ofNullable(job);
            }
            if (!leases.owns(id)) {
                throw new OwnedByOtherServerException();
            }
            boolean started = job.status().completedIterations() > 0
                    || job.status().state() == JobState.PAINTING
                    || painter.hasCheckpoint(id); // before a restart
            return Optional.ofNullable(table.persist(
                    id,
                    status -> started
                            ? status.withState(JobState.STOPPING)
                            : status.withEnd(JobState.STOPPED, clock.instant(), null)));
        }
    }

    /**
     * Forgets a job and its pictures; one that is not over is stopped first.
     *
     * @throws OwnedByOtherServerException when it is painted at another desk
     */
    public boolean delete(String id) throws IOException {
        synchronized (table) {
            if (stop(id).isEmpty()) {
                return false;
            }
            remove(id);
            return true;
        }
    }

    private void remove(String id) throws IOException {
        table.remove(id);
        worker.remove(id);
        leases.discard(id);
        try {
            jobStore.delete(id);
        } finally {
            table.remove(id); // the watch may have found it on the shelf meanwhile
            leases.discard(id);
        }
        painter.deleteCheckpoints(id);
    }

    /** Removes what ended too long ago, and the oldest of what is too much. */
    public void expire() throws IOException {
        Instant oldest = clock.instant().minus(limits.retention());
        synchronized (table) {
            for (Job job : table.finished()) {
                Instant ended = job.status().ended();
                if (ended != null && ended.isBefore(oldest)) {
                    remove(job.id());
                }
            }
            admission.evict(table, 0, old -> remove(old.id()));
        }
    }

    /** Stops painting after the iteration at hand; what is not done is painted after the next start. */
    @Override
    public void close() throws InterruptedException {
        reconciler.close();
        worker.close();
        try {
            leases.close();
        } catch (IOException failed) { // others wait a little longer, then
            LOG.warn("The store could not be told that this server leaves.", failed);
        }
    }
}
