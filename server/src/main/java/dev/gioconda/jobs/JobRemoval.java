package dev.gioconda.jobs;

import dev.gioconda.file.DiskSpace;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes jobs in two steps, hides them and removes them later, so that a deletion can be undone for a while. */
record JobRemoval(
        JobTable table, JobStore jobStore, JobLeases leases, PaintWorker worker, Painter painter, Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger(JobRemoval.class);

    /** How long a deleted job can be restored. */
    static final Duration UNDO_TIME = Duration.ofMinutes(10);

    /** Hides a finished or stopping job. If the disk is too full for its mark, the job is removed immediately. */
    void delete(String id) throws IOException {
        try {
            jobStore.markDeleted(id, clock.instant());
            table.setDeleted(id, true);
        } catch (IOException failed) {
            if (!DiskSpace.isExhausted(failed)) {
                throw failed;
            }
            LOG.warn("The disk of the store is full, so a deleted style job cannot be restored.", failed);
            remove(id);
        }
    }

    /** A job that exists, or was deleted and can still be restored. */
    Optional<Job> findRestorable(String id) throws IOException {
        if (isUndoOver(id)) {
            return Optional.empty();
        }
        Optional<Job> known = table.find(id);
        return known.isPresent() ? known.filter(job -> !table.isReserved(id)) : jobStore.find(id);
    }

    /** Shows a deleted job again; empty if it is unknown, or was deleted too long ago. */
    Optional<Job> restore(String id) throws IOException {
        synchronized (table) {
            Optional<Job> job = findRestorable(id);
            if (job.isPresent()) {
                jobStore.unmarkDeleted(id);
                table.setDeleted(id, false);
            }
            return job;
        }
    }

    /** Whether a job was deleted too long ago. The store has the truth: another server may have deleted or restored the job. */
    private boolean isUndoOver(String id) throws IOException {
        Instant oldest = clock.instant().minus(UNDO_TIME);
        return jobStore.deletedAt(id).filter(time -> time.isBefore(oldest)).isPresent();
    }

    /**
     * Removes jobs that can no longer be restored, and jobs that ended before the retention time.
     *
     * @return the number of removed jobs
     */
    int removeExpired(Duration retention) throws IOException {
        Instant oldest = clock.instant().minus(retention);
        int expired = 0;
        for (Job job : table.all()) {
            Instant ended = job.status().ended();
            boolean tooOld = job.finished() && ended != null && ended.isBefore(oldest);
            boolean removable = table.isDeleted(job.id()) && (job.finished() || leases.owns(job.id()));
            if (tooOld || (removable && isUndoOver(job.id()))) {
                remove(job.id());
                expired++;
            }
        }
        return expired;
    }

    /** Removes a job and its images for good. */
    void remove(String id) throws IOException {
        table.remove(id);
        worker.remove(id);
        leases.discard(id);
        try {
            jobStore.delete(id);
        } finally {
            table.remove(id); // the reconciler may have added it again meanwhile
            leases.discard(id);
        }
        painter.deleteCheckpoints(id);
    }
}
