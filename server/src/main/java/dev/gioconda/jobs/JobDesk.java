package dev.gioconda.jobs;

import dev.gioconda.image.ImageDoor;
import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureWriter;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.store.Tokens;
import dev.gioconda.style.StyleProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where paintings are ordered, followed, stopped and fetched. One thread paints, in the order in which they came. An order that was
 * accepted is on disk: after a restart it is painted to its end, from its last checkpoint.
 */
public final class JobDesk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobDesk.class);
    private static final double PREVIEW_SECONDS = 0.7;
    private static final double CHECKPOINT_SECONDS = 5;

    private final JobShelf shelf;
    private final Painter painter;
    private final Limits limits;
    private final Clock clock;
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private final Map<String, byte[]> fresh = new ConcurrentHashMap<>(); // pictures that are not on disk yet
    private final Thread thread;
    private volatile boolean closed;

    /**
     * How much is let in.
     *
     * @param waiting the most jobs that wait or are painted
     * @param perClient the most of one client
     * @param keep how long a job is kept after its end
     */
    public record Limits(int waiting, int perClient, Duration keep) {}

    /**
     * Opens the desk: what was not painted to its end is queued again.
     *
     * @param store keeps the jobs
     * @param work a local folder for checkpoints
     * @param program name and version, for the settings in pictures
     * @param cores to paint on
     */
    public JobDesk(ObjectStore store, Path work, String program, int cores, Limits limits, Clock clock)
            throws IOException {
        this.shelf = new JobShelf(store);
        this.painter = new Painter(program, work, CHECKPOINT_SECONDS, cores);
        this.limits = limits;
        this.clock = clock;
        for (Job job : shelf.all()) {
            jobs.put(job.id(), job);
        }
        expire();
        this.thread = new Thread(this::work, "paint");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Orders a painting.
     *
     * @param client a pseudonym of who orders
     * @param content the photograph
     * @param style the painting
     * @param styleName what it is called
     * @param key what the client calls this order; the same key gives the same job, null for none
     * @throws QueueFullException when too many wait
     */
    public synchronized Job order(
            JobOrder order, String client, Picture content, Picture style, String styleName, @Nullable String key)
            throws IOException {
        if (key != null) {
            Optional<Job> before = jobs.values().stream()
                    .filter(job -> key.equals(job.key()) && job.client().equals(client))
                    .findFirst();
            if (before.isPresent()) {
                if (!before.get().order().equals(order)
                        || !before.get().styleName().equals(styleName)) {
                    throw new IllegalArgumentException(
                            "This Idempotency-Key was given to another order. Give every order a key of its own.");
                }
                return before.get();
            }
        }
        admit(client);
        Job job = new Job(Job.FORMAT, Tokens.hex(16), client, order, styleName, clock.instant(), key, Standing.QUEUED);
        shelf.save(job.id(), JobShelf.CONTENT, PictureWriter.png(content));
        shelf.save(job.id(), JobShelf.STYLE, PictureWriter.png(style));
        shelf.save(job);
        jobs.put(job.id(), job);
        notifyAll();
        return job;
    }

    private void admit(String client) {
        List<Job> open = jobs.values().stream().filter(job -> !job.over()).toList();
        long own = open.stream().filter(job -> job.client().equals(client)).count();
        if (own >= limits.perClient()) {
            throw new QueueFullException(
                    "You have %d paintings that are not done yet; %d at once are let in. Wait for one, or stop one."
                            .formatted(own, limits.perClient()),
                    true,
                    Duration.ofSeconds(15));
        }
        if (open.size() >= limits.waiting()) {
            throw new QueueFullException(
                    "%d paintings wait already, and no more are let in. Try again in a minute.".formatted(open.size()),
                    false,
                    Duration.ofSeconds(60));
        }
    }

    /** A job; empty when there is none of that id. */
    public Optional<Job> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** How many jobs are not over. */
    public int open() {
        return (int) jobs.values().stream().filter(job -> !job.over()).count();
    }

    /** How many are painted before this one; 0 for the one that is being painted and for those that are over. */
    public int position(Job job) {
        if (job.standing().state() != JobState.QUEUED) {
            return 0;
        }
        return (int) jobs.values().stream()
                .filter(other -> !other.over() && ORDER.compare(other, job) < 0)
                .count();
    }

    /** The newest picture of a job, a PNG file; empty while there is none. */
    public Optional<byte[]> picture(String id) throws IOException {
        byte[] newest = fresh.get(id);
        return newest != null
                ? Optional.of(newest)
                : jobs.containsKey(id) ? shelf.read(id, JobShelf.PICTURE) : Optional.empty();
    }

    /** The photograph of a job, a PNG file. */
    public Optional<byte[]> content(String id) throws IOException {
        return jobs.containsKey(id) ? shelf.read(id, JobShelf.CONTENT) : Optional.empty();
    }

    /** The style picture of a job, a PNG file. */
    public Optional<byte[]> style(String id) throws IOException {
        return jobs.containsKey(id) ? shelf.read(id, JobShelf.STYLE) : Optional.empty();
    }

    /** Stops a job; the best so far is kept. A job that is over stays as it is. */
    public synchronized Optional<Job> stop(String id) throws IOException {
        Job job = jobs.get(id);
        if (job == null || job.over() || job.standing().state() == JobState.STOPPING) {
            return Optional.ofNullable(job);
        }
        boolean begun = job.standing().done() > 0 || job.standing().state() == JobState.PAINTING;
        Job stopped = job.with(
                begun
                        ? job.standing().in(JobState.STOPPING)
                        : job.standing().over(JobState.STOPPED, clock.instant(), null));
        shelf.save(stopped);
        jobs.put(id, stopped);
        return Optional.of(stopped);
    }

    /** Forgets a job and its pictures; one that is not over is stopped first. */
    public synchronized boolean delete(String id) throws IOException {
        if (stop(id).isEmpty()) {
            return false;
        }
        jobs.remove(id);
        fresh.remove(id);
        shelf.delete(id);
        removeCheckpoints(id);
        return true;
    }

    /** Removes what ended too long ago. */
    public synchronized void expire() throws IOException {
        Instant oldest = clock.instant().minus(limits.keep());
        for (Job job : List.copyOf(jobs.values())) {
            Instant ended = job.standing().ended();
            if (ended != null && ended.isBefore(oldest)) {
                delete(job.id());
            }
        }
    }

    private static final Comparator<Job> ORDER =
            Comparator.comparing(Job::created).thenComparing(Job::id);

    private void work() {
        try {
            while (!closed) {
                Job next = next();
                if (next != null) {
                    paint(next);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Job next() throws InterruptedException {
        Optional<Job> first = jobs.values().stream().filter(job -> !job.over()).min(ORDER);
        if (first.isEmpty()) {
            waitForOrders();
            return null;
        }
        return change(
                first.get().id(),
                standing -> standing.state() == JobState.QUEUED ? standing.in(JobState.PAINTING) : standing);
    }

    @SuppressWarnings("WaitNotInLoop") // whoever wakes up looks for a job again
    private void waitForOrders() throws InterruptedException {
        wait(1000);
    }

    private void paint(Job job) {
        String id = job.id();
        double before = job.standing().seconds();
        double[] shown = {0};
        try {
            Picture content = read(id, JobShelf.CONTENT);
            Picture style = read(id, JobShelf.STYLE);
            Painter.Painted painted = painter.paint(job, content, style, progress -> {
                boolean wanted = !closed && wanted(id);
                change(id, standing -> standing.at(progress.done(), progress.all(), before + progress.seconds()));
                if (wanted && progress.seconds() - shown[0] >= PREVIEW_SECONDS) {
                    shown[0] = progress.seconds();
                    show(id, progress);
                }
                return wanted;
            });
            end(id, painted);
        } catch (IOException | RuntimeException | Error failed) { // one painting must not end the painter
            if (jobs.containsKey(id)) { // else it was deleted meanwhile, with the files that it was painted from
                LOG.error("A painting failed.", failed);
            }
            fail(id, failed);
        }
    }

    private boolean wanted(String id) {
        Job job = jobs.get(id);
        return job != null && job.standing().state() == JobState.PAINTING;
    }

    private void show(String id, StyleProgress progress) {
        Picture preview = progress.preview().get();
        byte[] png = PictureWriter.png(preview);
        synchronized (this) {
            if (change(id, standing -> standing.shown(preview.width(), preview.height())) != null) {
                fresh.put(id, png);
            }
        }
    }

    /** The picture first, then the record that speaks of it. */
    private synchronized void end(String id, Painter.Painted painted) throws IOException {
        Job job = jobs.get(id);
        if (job == null) {
            removeCheckpoints(id); // deleted meanwhile
            return;
        }
        boolean stopping = job.standing().state() == JobState.STOPPING;
        if (!painted.whole() && !stopping) {
            return; // the server stops, and on disk the job is queued: its checkpoint goes on after the next start
        }
        shelf.save(id, JobShelf.PICTURE, painted.png());
        Standing standing = job.standing()
                .shown(painted.picture().width(), painted.picture().height());
        Job ended = job.with(standing.over(painted.whole() ? JobState.DONE : JobState.STOPPED, clock.instant(), null));
        shelf.save(ended);
        jobs.put(id, ended);
        fresh.remove(id);
        removeCheckpoints(id);
    }

    private synchronized void fail(String id, Throwable why) {
        Job job = jobs.get(id);
        if (job == null) {
            return;
        }
        String message = why instanceof IllegalArgumentException
                ? String.valueOf(why.getMessage())
                : "The painting failed on our side. Order it again; if it fails again, tell the operator.";
        Job failed = job.with(job.standing().over(JobState.FAILED, clock.instant(), message));
        jobs.put(id, failed);
        fresh.remove(id);
        try {
            shelf.save(failed);
            removeCheckpoints(id);
        } catch (IOException alsoFailed) {
            LOG.error("A failed painting could not be written down.", alsoFailed);
        }
    }

    @FunctionalInterface
    private interface Step {
        Standing of(Standing standing);
    }

    private synchronized @Nullable Job change(String id, Step step) {
        Job job = jobs.get(id);
        if (job == null || job.over()) {
            return null;
        }
        Job changed = job.with(step.of(job.standing()));
        jobs.put(id, changed);
        return changed;
    }

    private Picture read(String id, String file) throws IOException {
        byte[] png = shelf.read(id, file)
                .orElseThrow(() -> new IOException("The picture %s of the job %s is gone.".formatted(file, id)));
        return new ImageDoor(ImageDoor.Limits.OWN).decode(png);
    }

    private void removeCheckpoints(String id) throws IOException {
        Path folder = painter.folder(id);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /** Stops painting after the iteration at hand; what is not done is painted after the next start. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        synchronized (this) {
            notifyAll();
        }
        thread.join(Duration.ofSeconds(30).toMillis());
    }
}
