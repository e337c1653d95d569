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
 * The jobs of a store as this server knows them. How far a painting is stands here alone; what must survive the server is written to the
 * shelf before anybody is told. Its monitor guards every change.
 */
final class JobBook {

    /** Who is served first: those that are to be put down at once, then in the order in which they came. */
    static final Comparator<Job> ORDER = Comparator.comparing(
                    (Job job) -> job.standing().state() != JobState.STOPPING)
            .thenComparing(Job::created)
            .thenComparing(Job::id);

    private final JobShelf shelf;
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private final Map<String, Long> bytes = new ConcurrentHashMap<>();
    private final Set<String> arriving = new HashSet<>(); // counted, but not on the shelf yet
    private final Set<String> forgotten = new HashSet<>(); // since the watch began to look

    JobBook(JobShelf shelf) {
        this.shelf = shelf;
    }

    Optional<Job> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    List<Job> all() {
        return List.copyOf(jobs.values());
    }

    List<Job> open() {
        return jobs.values().stream().filter(job -> !job.over()).toList();
    }

    /** Those that are over, whoever ended first first. */
    List<Job> over() {
        return jobs.values().stream()
                .filter(Job::over)
                .sorted(Comparator.comparing(JobBook::ended).thenComparing(Job::id))
                .toList();
    }

    private static Instant ended(Job job) {
        Instant ended = job.standing().ended();
        return ended == null ? job.created() : ended;
    }

    /** How many are painted before this one. */
    int position(Job job) {
        return (int)
                open().stream().filter(other -> ORDER.compare(other, job) < 0).count();
    }

    /** What a job takes in the store; of one that is not over also the room for its picture. */
    long bytes(Job job) {
        return bytes.getOrDefault(job.id(), 0L) + (job.over() ? 0 : largestPicture(job.order()));
    }

    /** What all take. */
    long bytes() {
        return jobs.values().stream().mapToLong(this::bytes).sum();
    }

    /** A PNG file is hardly larger than its pixels. */
    static long largestPicture(JobOrder order) {
        return 3L * order.size() * order.size() + 4096;
    }

    private synchronized void know(Job job, long size) {
        jobs.put(job.id(), job);
        bytes.put(job.id(), size);
        notifyAll();
    }

    /** From now on is remembered what is forgotten, so that a look that takes a while brings none of it back. */
    synchronized void beginLook() {
        forgotten.clear();
    }

    /** A job that was found on the shelf; false for one that was forgotten since the look began. */
    synchronized boolean meet(Job job, long size) {
        if (forgotten.contains(job.id())) {
            return false;
        }
        know(job, size);
        return true;
    }

    /** A job that is about to be written: it counts, and waits for {@link #arrived}. */
    synchronized void expect(Job job, long size) {
        arriving.add(job.id());
        know(job, size);
    }

    /** It is written, and may be painted. */
    synchronized void arrived(String id) {
        arriving.remove(id);
        notifyAll();
    }

    synchronized boolean arriving(String id) {
        return arriving.contains(id);
    }

    synchronized void grow(String id, long more) {
        bytes.computeIfPresent(id, (same, size) -> size + more);
    }

    /** Another standing, here alone; null for a job that is over or forgotten. */
    synchronized @Nullable Job change(String id, UnaryOperator<Standing> step) {
        Job job = jobs.get(id);
        if (job == null || job.over()) {
            return null;
        }
        Job changed = job.with(step.apply(job.standing()));
        jobs.put(id, changed);
        return changed;
    }

    /** Another standing, on the shelf as well; null for a job that is over or forgotten. */
    synchronized @Nullable Job settle(String id, UnaryOperator<Standing> step) throws IOException {
        Job job = jobs.get(id);
        if (job == null || job.over()) {
            return null;
        }
        Job settled = job.with(step.apply(job.standing()));
        shelf.save(settled);
        jobs.put(id, settled);
        return settled;
    }

    synchronized void forget(String id) {
        jobs.remove(id);
        bytes.remove(id);
        arriving.remove(id);
        forgotten.add(id);
        notifyAll();
    }

    /** Waits until something changes, a second at most, for somebody who is served by a thread of HTTP. */
    void awaitArrival() {
        try {
            await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The server stops.", stopped);
        }
    }

    /** Waits until something changes, a second at most. */
    @SuppressWarnings("WaitNotInLoop") // whoever wakes up looks again
    synchronized void await() throws InterruptedException {
        wait(1000);
    }
}
