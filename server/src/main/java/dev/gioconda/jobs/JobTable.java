package dev.gioconda.jobs;

import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of the store, cached in memory. The progress of a job is only in memory; changes that must survive a restart are written to
 * the store before they are acknowledged. The monitor of this object guards every change.
 */
final class JobTable {

    /** Jobs that are being stopped first, then by time of creation. */
    static final Comparator<Job> SCHEDULING_ORDER = Comparator.comparing(
                    (Job job) -> job.status().state() != JobState.STOPPING)
            .thenComparing(Job::created)
            .thenComparing(Job::id);

    private final JobStore jobStore;
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private final Map<String, Long> storedBytes = new ConcurrentHashMap<>();
    private final Set<String> reserved = new HashSet<>(); // counted, but not stored yet
    private final Set<String> removed = new HashSet<>(); // since the current refresh began
    private final Set<String> deleted = ConcurrentHashMap.newKeySet(); // until they are removed or restored
    private final Set<String> changedMarks = new HashSet<>(); // deleted or restored since the current refresh began

    JobTable(JobStore jobStore) {
        this.jobStore = jobStore;
    }

    Optional<Job> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    List<Job> all() {
        return List.copyOf(jobs.values());
    }

    List<Job> unfinished() {
        return jobs.values().stream().filter(job -> !job.finished()).toList();
    }

    /** The finished jobs in the order of eviction: the deleted ones, then by time of their end, the oldest first. */
    List<Job> finished() {
        return jobs.values().stream()
                .filter(Job::finished)
                .sorted(Comparator.comparing((Job job) -> !isDeleted(job.id()))
                        .thenComparing(JobTable::endedAt)
                        .thenComparing(Job::id))
                .toList();
    }

    private static Instant endedAt(Job job) {
        Instant ended = job.status().ended();
        return ended == null ? job.created() : ended;
    }

    /** The number of unfinished jobs that run before this one. */
    int position(Job job) {
        return (int) unfinished().stream()
                .filter(other -> SCHEDULING_ORDER.compare(other, job) < 0)
                .count();
    }

    /** The size of a job in the store in bytes; for an unfinished job including the space reserved for its result. */
    long bytes(Job job) {
        return storedBytes.getOrDefault(job.id(), 0L) + (job.finished() ? 0 : maxPictureBytes(job.spec()));
    }

    /** The size of all jobs in bytes. */
    long bytes() {
        return jobs.values().stream().mapToLong(this::bytes).sum();
    }

    /** Upper bound of the size of a PNG file in bytes: 3 per pixel, and 4096 for headers and metadata. */
    static long maxPictureBytes(JobSpec spec) {
        return 3L * spec.size() * spec.size() + 4096;
    }

    private synchronized void put(Job job, long size) {
        jobs.put(job.id(), job);
        storedBytes.put(job.id(), size);
        notifyAll();
    }

    /** Starts to record removed jobs, so that a refresh from an older listing of the store does not add them again. */
    synchronized void beginRefresh() {
        removed.clear();
        changedMarks.clear();
    }

    /** Hides a deleted job, or shows a restored one. */
    synchronized void setDeleted(String id, boolean hidden) {
        changedMarks.add(id);
        mark(id, hidden);
    }

    /** The same as a listing of the store shows it; a change since the refresh began is newer. */
    synchronized void refreshDeleted(String id, boolean hidden) {
        if (!changedMarks.contains(id) && !removed.contains(id)) {
            mark(id, hidden);
        }
    }

    private void mark(String id, boolean hidden) {
        if (hidden) {
            deleted.add(id);
        } else {
            deleted.remove(id);
        }
    }

    /** Whether a job is hidden until it is removed or restored. */
    boolean isDeleted(String id) {
        return deleted.contains(id);
    }

    /** Adds or replaces a job read from the store; returns false if it was removed since the refresh began. */
    synchronized boolean upsert(Job job, long size) {
        if (removed.contains(job.id())) {
            return false;
        }
        put(job, size);
        return true;
    }

    /** Adds a job before it is written: it counts for the limits, but does not run before {@link #commit}. */
    synchronized void reserve(Job job, long size) {
        reserved.add(job.id());
        put(job, size);
    }

    /** Marks a reserved job as stored, so that it may run. */
    synchronized void commit(String id) {
        reserved.remove(id);
        notifyAll();
    }

    synchronized boolean isReserved(String id) {
        return reserved.contains(id);
    }

    synchronized void addBytes(String id, long more) {
        storedBytes.computeIfPresent(id, (same, size) -> size + more);
    }

    /** Changes the status in memory only; returns null if the job is finished or removed. */
    synchronized @Nullable Job update(String id, UnaryOperator<JobStatus> step) {
        Job job = jobs.get(id);
        if (job == null || job.finished()) {
            return null;
        }
        Job updated = job.withStatus(step.apply(job.status()));
        jobs.put(id, updated);
        return updated;
    }

    /** Changes the status in the store and in memory; returns null if the job is finished or removed. */
    synchronized @Nullable Job persist(String id, UnaryOperator<JobStatus> step) throws IOException {
        Job job = jobs.get(id);
        if (job == null || job.finished()) {
            return null;
        }
        Job persisted = job.withStatus(step.apply(job.status()));
        jobStore.save(persisted);
        jobs.put(id, persisted);
        return persisted;
    }

    synchronized void remove(String id) {
        jobs.remove(id);
        storedBytes.remove(id);
        reserved.remove(id);
        deleted.remove(id);
        removed.add(id);
        notifyAll();
    }

    /** {@link #awaitChange} for HTTP threads: an interrupt becomes an unchecked exception. */
    void awaitChangeUnchecked() {
        try {
            awaitChange();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The server is stopping.", interrupted);
        }
    }

    /** Waits for the next change, 1 s at most. */
    @SuppressWarnings("WaitNotInLoop") // a woken thread checks the condition again
    synchronized void awaitChange() throws InterruptedException {
        wait(1000);
    }
}
