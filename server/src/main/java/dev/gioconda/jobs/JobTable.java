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
 * The jobs of a store as this server knows them. The progress of a job is only here; what must survive a restart is written to the
 * store before it is acknowledged. The monitor of this object guards every change.
 */
final class JobTable {

    /** Who is served first: those that are to be put down at once, then in the order in which they came. */
    static final Comparator<Job> SCHEDULING_ORDER = Comparator.comparing(
                    (Job job) -> job.status().state() != JobState.STOPPING)
            .thenComparing(Job::created)
            .thenComparing(Job::id);

    private final JobStore jobStore;
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private final Map<String, Long> storedBytes = new ConcurrentHashMap<>();
    private final Set<String> reserved = new HashSet<>(); // counted, but not stored yet
    private final Set<String> removed = new HashSet<>(); // since the reconciler began to read

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

    /** The finished jobs, the one that finished first first. */
    List<Job> finished() {
        return jobs.values().stream()
                .filter(Job::finished)
                .sorted(Comparator.comparing(JobTable::endedAt).thenComparing(Job::id))
                .toList();
    }

    private static Instant endedAt(Job job) {
        Instant ended = job.status().ended();
        return ended == null ? job.created() : ended;
    }

    /** How many are painted before this one. */
    int position(Job job) {
        return (int) unfinished().stream()
                .filter(other -> SCHEDULING_ORDER.compare(other, job) < 0)
                .count();
    }

    /** What a job takes in the store; of one that is not over also the room for its picture. */
    long bytes(Job job) {
        return storedBytes.getOrDefault(job.id(), 0L) + (job.finished() ? 0 : maxPictureBytes(job.spec()));
    }

    /** What all take. */
    long bytes() {
        return jobs.values().stream().mapToLong(this::bytes).sum();
    }

    /** A PNG file is hardly larger than its pixels. */
    static long maxPictureBytes(JobSpec spec) {
        return 3L * spec.size() * spec.size() + 4096;
    }

    private synchronized void put(Job job, long size) {
        jobs.put(job.id(), job);
        storedBytes.put(job.id(), size);
        notifyAll();
    }

    /** From now on is remembered what is forgotten, so that a look that takes a while brings none of it back. */
    synchronized void beginRefresh() {
        removed.clear();
    }

    /** A job that was found on the shelf; false for one that was forgotten since the look began. */
    synchronized boolean upsert(Job job, long size) {
        if (removed.contains(job.id())) {
            return false;
        }
        put(job, size);
        return true;
    }

    /** A job that is about to be written: it counts, and waits for {@link #commit}. */
    synchronized void reserve(Job job, long size) {
        reserved.add(job.id());
        put(job, size);
    }

    /** It is written, and may be painted. */
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

    /** Another standing, here alone; null for a job that is over or forgotten. */
    synchronized @Nullable Job update(String id, UnaryOperator<JobStatus> step) {
        Job job = jobs.get(id);
        if (job == null || job.finished()) {
            return null;
        }
        Job updated = job.withStatus(step.apply(job.status()));
        jobs.put(id, updated);
        return updated;
    }

    /** Another standing, on the shelf as well; null for a job that is over or forgotten. */
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
        removed.add(id);
        notifyAll();
    }

    /** Waits until something changes, a second at most, for somebody who is served by a thread of HTTP. */
    void awaitChangeUnchecked() {
        try {
            awaitChange();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The server stops.", interrupted);
        }
    }

    /** Waits until something changes, a second at most. */
    @SuppressWarnings("WaitNotInLoop") // a woken thread checks the condition again
    synchronized void awaitChange() throws InterruptedException {
        wait(1000);
    }
}
