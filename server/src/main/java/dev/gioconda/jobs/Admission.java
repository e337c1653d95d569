package dev.gioconda.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides whether another job is accepted: limits of queued jobs, of jobs per client and of disk space.
 *
 * @param limits of jobs and bytes
 * @param workFolder where checkpoints are written
 */
record Admission(JobLimits limits, Path workFolder) {

    private static final Duration RETRY_AFTER = Duration.ofMinutes(5);

    /** Removes a job and all its images. */
    @FunctionalInterface
    interface JobRemover {
        void remove(Job job) throws IOException;
    }

    /**
     * Reserves a place in the queue for a job.
     *
     * @param bytes total size of its content and style image
     * @param remover removes the jobs that are evicted to free space
     * @return the earlier job with the same idempotency key; empty when this one was admitted
     * @throws IdempotencyConflictException when the client used the idempotency key for a job with other settings
     * @throws QueueFullException when too many jobs are queued
     * @throws InsufficientStorageException when the disk limit is reached
     */
    Optional<Job> admit(JobTable table, Job job, long bytes, JobRemover remover) throws IOException {
        synchronized (table) {
            Optional<Job> existing = findByIdempotencyKey(table, job);
            while (existing.isPresent() && table.isReserved(existing.get().id())) {
                table.awaitChangeUnchecked();
                existing = findByIdempotencyKey(table, job); // empty if the write failed
            }
            if (existing.isPresent()) {
                return existing;
            }
            checkJobLimits(
                    table.unfinished().stream()
                            .filter(open -> !table.isDeleted(open.id())) // they are being stopped
                            .toList(),
                    job.client());
            reserveSpace(table, bytes + JobTable.maxPictureBytes(job.spec()), remover);
            table.reserve(job, bytes);
            return Optional.empty();
        }
    }

    private static Optional<Job> findByIdempotencyKey(JobTable table, Job job) {
        String idempotencyKey = job.idempotencyKey();
        if (idempotencyKey == null) {
            return Optional.empty();
        }
        Optional<Job> existing = table.all().stream()
                .filter(other -> idempotencyKey.equals(other.idempotencyKey())
                        && !table.isDeleted(other.id())
                        && other.client().equals(job.client()))
                .findFirst();
        if (existing.isPresent()
                && (!existing.get().spec().asRequested().equals(job.spec().asRequested())
                        || !existing.get().styleName().equals(job.styleName()))) {
            throw new IdempotencyConflictException();
        }
        return existing;
    }

    private void checkJobLimits(List<Job> open, String client) {
        long own = open.stream().filter(job -> job.client().equals(client)).count();
        if (own >= limits.maxJobsPerClient()) {
            throw new QueueFullException(
                    "You have %d unfinished style jobs; the limit is %d. Wait until one is finished, or stop one."
                            .formatted(own, limits.maxJobsPerClient()),
                    true,
                    Duration.ofSeconds(15));
        }
        if (open.size() >= limits.maxJobs()) {
            throw new QueueFullException(
                    "%d style jobs are unfinished, which is the limit. Try again in a minute.".formatted(open.size()),
                    false,
                    Duration.ofSeconds(60));
        }
    }

    /** Frees space: the oldest finished jobs are evicted, unfinished ones never. */
    private void reserveSpace(JobTable table, long bytesNeeded, JobRemover remover) throws IOException {
        long open = table.unfinished().stream().mapToLong(table::bytes).sum();
        if (open + bytesNeeded > limits.maxBytes()) {
            throw new InsufficientStorageException(
                    "There is no space for another style job: the unfinished jobs take %s of %s. Try again when some are finished."
                            .formatted(megabytes(open), megabytes(limits.maxBytes())),
                    RETRY_AFTER);
        }
        if (new FreeSpace(workFolder, limits.minFreeBytes()).isShort()) {
            throw new InsufficientStorageException(
                    "The server's disk is almost full, so new style jobs are rejected. Try again later, or contact the operator.",
                    RETRY_AFTER);
        }
        evict(table, bytesNeeded, remover);
    }

    /** Evicts finished jobs, the deleted and then the oldest first, until this number of bytes is free within the limit. */
    void evict(JobTable table, long bytesNeeded, JobRemover remover) throws IOException {
        for (Job oldest : table.finished()) {
            if (table.bytes() + bytesNeeded <= limits.maxBytes()) {
                return;
            }
            remover.remove(oldest);
        }
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.0f MB", bytes / 1e6);
    }
}
