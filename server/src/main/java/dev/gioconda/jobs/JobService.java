package dev.gioconda.jobs;

import dev.gioconda.file.Hashes;
import dev.gioconda.file.PrivateFiles;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.store.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts, reports, stops and deletes style jobs. One thread runs the jobs, the oldest first. An accepted job is in the store: after a
 * restart it is resumed from its last checkpoint. Several servers may share a store; each job runs on one of them, and on another one
 * when that server has died.
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
    private final JobRemoval removal;

    /**
     * Starts the service; unfinished jobs of the store are queued again.
     *
     * @param store keeps the jobs
     * @param workFolder a local folder for checkpoints
     * @param program name and version, for the settings embedded in images
     * @param threads of libtorch for style transfer
     * @param yieldHook is called before every iteration; blocks while requests are waiting
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
        this.painter = new Painter(program, PrivateFiles.createFolders(workFolder), CHECKPOINT_SECONDS, threads);
        this.limits = limits;
        this.admission = new Admission(limits, workFolder);
        this.clock = clock;
        this.leases = new JobLeases(store, JobLeases.LEASE_TIMEOUT);
        this.table = new JobTable(jobStore);
        this.reconciler = new JobReconciler(table, jobStore, leases);
        this.worker = new PaintWorker(table, jobStore, painter, leases, yieldHook, clock);
        this.removal = new JobRemoval(table, jobStore, leases, worker, painter, clock);
        List<String> started = painter.checkpointedJobs(); // before the refresh, so that it knows all these jobs
        reconciler.refresh();
        for (String id : started) {
            if (!reconciler.isUnreadable(id)
                    && table.find(id).filter(job -> !job.finished()).isEmpty()) {
                painter.deleteCheckpoints(id); // of a job that another server has finished or deleted
            }
        }
        expire();
        reconciler.start();
        worker.start();
    }

    /**
     * Creates a style job.
     *
     * @param owner the client that creates it
     * @param content the content image
     * @param style the style image
     * @param styleName name of the style for display
     * @param idempotencyKey the client's Idempotency-Key, hashed; the same key, images and settings give the same job; null for none
     * @throws IdempotencyConflictException when the client used the key for another request
     * @throws IllegalArgumentException when an image is too narrow to be stylized
     * @throws QueueFullException when too many jobs are unfinished
     * @throws InsufficientStorageException when the disk quota is reached
     */
    public Job submit(
            JobSpec spec,
            JobOwner owner,
            StoredImage content,
            StoredImage style,
            String styleName,
            @Nullable String idempotencyKey)
            throws IOException {
        ShapeCheck.check(spec, content, style);
        String id = Tokens.hex(16);
        Job job = new Job(
                Job.FORMAT,
                id,
                owner.client(),
                spec,
                styleName,
                clock.instant(),
                idempotencyKey,
                JobStatus.QUEUED,
                Job.hashOf(owner.keys().apply(id)));
        Optional<Job> existing =
                admission.admit(table, job, content.png().length + style.png().length, old -> removal.remove(old.id()));
        if (existing.isPresent()) {
            requireSameImage(existing.get(), JobStore.CONTENT, content);
            requireSameImage(existing.get(), JobStore.STYLE, style);
            return existing.get();
        }
        try {
            if (!leases.acquire(job.id())) {
                throw new IOException("Another server has acquired the new job " + job.id());
            }
            jobStore.save(job.id(), JobStore.CONTENT, content.png());
            jobStore.save(job.id(), JobStore.STYLE, style.png());
            jobStore.save(job);
        } catch (IOException | RuntimeException | Error failed) {
            try {
                removal.remove(job.id());
            } catch (IOException suppressed) { // must not hide why the job could not be stored
                failed.addSuppressed(suppressed);
            }
            throw failed;
        }
        table.commit(job.id());
        return job;
    }

    /** Clients behind one address look like one client: the key of one of them must not give the images of another. */
    private void requireSameImage(Job existing, String file, StoredImage image) throws IOException {
        Optional<byte[]> stored = jobStore.read(existing.id(), file);
        if (stored.isEmpty() || !Hashes.sha256(stored.get()).equals(image.sha256())) {
            throw new IdempotencyConflictException();
        }
    }

    /** A job, also one that was created on another server; empty if the id is unknown, or the job deleted. */
    public Optional<Job> find(String id) throws IOException {
        if (table.isDeleted(id)) {
            return Optional.empty();
        }
        Optional<Job> known = table.find(id);
        if (known.isPresent()) {
            return known.filter(job -> !table.isReserved(id));
        }
        Optional<Job> stored = jobStore.find(id);
        return stored.isPresent() && jobStore.deletedAt(id).isPresent() ? Optional.empty() : stored;
    }

    /** The number of unfinished jobs. */
    public int unfinishedCount() {
        return table.unfinished().size();
    }

    /** The size of all jobs in the store in bytes, including the space reserved for results. */
    public long bytes() {
        return table.bytes();
    }

    /** The number of jobs that run before this one; 0 for a running or finished job. */
    public int position(Job job) {
        return job.status().state() == JobState.QUEUED ? table.position(job) : 0;
    }

    /** The newest preview or the result of a job, a PNG file; empty while there is none. */
    public Optional<byte[]> picture(String id) throws IOException {
        Optional<byte[]> newest = table.isDeleted(id) ? Optional.empty() : worker.preview(id);
        return newest.isPresent() ? newest : read(id, JobStore.PICTURE);
    }

    /** The content image of a job, a PNG file. */
    public Optional<byte[]> content(String id) throws IOException {
        return read(id, JobStore.CONTENT);
    }

    /** The style image of a job, a PNG file. */
    public Optional<byte[]> style(String id) throws IOException {
        return read(id, JobStore.STYLE);
    }

    /** Reads an image of a job that is not deleted: another server may have deleted it since this one read the job. */
    private Optional<byte[]> read(String id, String file) throws IOException {
        return table.isDeleted(id) || jobStore.deletedAt(id).isPresent() ? Optional.empty() : jobStore.read(id, file);
    }

    /**
     * Stops a job; the best image so far is kept. A finished job does not change.
     *
     * @throws OwnedByOtherServerException when another server runs the job
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
     * Deletes a job and its images; an unfinished job is stopped first. From now on nobody can read them, and after ten minutes, in
     * which the job can be restored, they are removed. If the disk is too full for the mark, they are removed immediately.
     *
     * @throws OwnedByOtherServerException when another server runs the job
     */
    public boolean delete(String id) throws IOException {
        synchronized (table) {
            if (stop(id).isEmpty()) {
                return false;
            }
            removal.delete(id);
            return true;
        }
    }

    /** A job that exists, or was deleted and can still be restored. */
    public Optional<Job> findRestorable(String id) throws IOException {
        return removal.findRestorable(id);
    }

    /**
     * Restores a deleted job; one that was unfinished is stopped, with its best image. A job that is not deleted does not change.
     *
     * @return the job; empty if it is unknown, or was deleted too long ago
     */
    public Optional<Job> restore(String id) throws IOException {
        return removal.restore(id);
    }

    /**
     * Removes jobs that can no longer be restored and finished jobs older than the retention, then the oldest finished jobs above the disk
     * quota.
     *
     * @return the number of jobs removed because of their age
     */
    public int expire() throws IOException {
        synchronized (table) {
            int expired = removal.removeExpired(limits.retention());
            admission.evict(table, 0, old -> removal.remove(old.id()));
            return expired;
        }
    }

    /** Stops after the current iteration; unfinished jobs are resumed after the next start. */
    @Override
    public void close() throws InterruptedException {
        reconciler.close();
        worker.close();
        try {
            leases.close();
        } catch (IOException failed) { // other servers then wait for the lease time
            LOG.warn("The leases of this server could not be released in the store.", failed);
        }
    }
}
