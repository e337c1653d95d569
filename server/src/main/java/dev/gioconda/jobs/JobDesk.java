package dev.gioconda.jobs;

import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
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
public final class JobDesk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobDesk.class);
    private static final double CHECKPOINT_SECONDS = 5;

    private final JobShelf shelf;
    private final Painter painter;
    private final JobLimits limits;
    private final Admission admission;
    private final Clock clock;
    private final Claims claims;
    private final JobBook book;
    private final JobWatch watch;
    private final PaintLoop loop;

    /**
     * Opens the desk: what was not painted to its end is queued again.
     *
     * @param store keeps the jobs
     * @param work a local folder for checkpoints
     * @param program name and version, for the settings in pictures
     * @param cores to paint on
     * @param courtesy before every iteration: returns when it may be painted, so that others are served first
     */
    public JobDesk(
            ObjectStore store, Path work, String program, int cores, Runnable courtesy, JobLimits limits, Clock clock)
            throws IOException {
        this.shelf = new JobShelf(store);
        this.painter = new Painter(program, Files.createDirectories(work), CHECKPOINT_SECONDS, cores);
        this.limits = limits;
        this.admission = new Admission(limits, work);
        this.clock = clock;
        this.claims = new Claims(store, Claims.SILENCE);
        this.book = new JobBook(shelf);
        this.watch = new JobWatch(book, shelf, claims);
        this.loop = new PaintLoop(book, shelf, painter, claims, courtesy, clock);
        List<String> begun = painter.begun(); // before the look, which knows whatever lay there then
        watch.look();
        for (String id : begun) {
            if (!watch.unread(id) && book.find(id).filter(job -> !job.over()).isEmpty()) {
                painter.forget(id); // of a job that was ended or deleted elsewhere
            }
        }
        expire();
        watch.start();
        loop.start();
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
     * @throws NoRoomException when the disk holds as much as it was given
     */
    public Job order(
            JobOrder order, String client, Picture content, Picture style, String styleName, @Nullable String key)
            throws IOException {
        Job job = new Job(Job.FORMAT, Tokens.hex(16), client, order, styleName, clock.instant(), key, Standing.QUEUED);
        byte[] contentFile = PictureWriter.png(content); // which takes long, so nobody else waits for it
        byte[] styleFile = PictureWriter.png(style);
        Optional<Job> before =
                admission.admit(book, job, contentFile.length + styleFile.length, old -> forget(old.id()));
        if (before.isPresent()) {
            return before.get();
        }
        try {
            if (!claims.claim(job.id())) {
                throw new IOException("A job that nobody knows yet belongs to somebody already: " + job.id());
            }
            shelf.save(job.id(), JobShelf.CONTENT, contentFile);
            shelf.save(job.id(), JobShelf.STYLE, styleFile);
            shelf.save(job);
        } catch (IOException | RuntimeException | Error failed) {
            try {
                forget(job.id());
            } catch (IOException also) { // what it says must not hide why the order was not taken
                failed.addSuppressed(also);
            }
            throw failed;
        }
        book.arrived(job.id());
        return job;
    }

    /** A job, also one that was ordered at another desk; empty when there is none of that id. */
    public Optional<Job> find(String id) throws IOException {
        Optional<Job> known = book.find(id);
        return known.isPresent() ? known.filter(job -> !book.arriving(id)) : shelf.find(id);
    }

    /** How many jobs are not over. */
    public int open() {
        return book.open().size();
    }

    /** How many bytes all jobs take in the store. */
    public long bytes() {
        return book.bytes();
    }

    /** How many are painted before this one; 0 for the one that is being painted and for those that are over. */
    public int position(Job job) {
        return job.standing().state() == JobState.QUEUED ? book.position(job) : 0;
    }

    /** The newest picture of a job, a PNG file; empty while there is none. */
    public Optional<byte[]> picture(String id) throws IOException {
        Optional<byte[]> newest = loop.fresh(id);
        return newest.isPresent() ? newest : shelf.read(id, JobShelf.PICTURE);
    }

    /** The photograph of a job, a PNG file. */
    public Optional<byte[]> content(String id) throws IOException {
        return shelf.read(id, JobShelf.CONTENT);
    }

    /** The style picture of a job, a PNG file. */
    public Optional<byte[]> style(String id) throws IOException {
        return shelf.read(id, JobShelf.STYLE);
    }

    /**
     * Stops a job; the best so far is kept. A job that is over stays as it is.
     *
     * @throws ElsewhereException when it is painted at another desk
     */
    public Optional<Job> stop(String id) throws IOException {
        synchronized (book) {
            Job job = find(id).orElse(null);
            if (job == null || job.over() || job.standing().state() == JobState.STOPPING) {
                return Optional.ofNullable(job);
            }
            if (!claims.has(id)) {
                throw new ElsewhereException();
            }
            boolean begun = job.standing().done() > 0
                    || job.standing().state() == JobState.PAINTING
                    || painter.begun(id); // before a restart
            return Optional.ofNullable(book.settle(
                    id,
                    standing -> begun
                            ? standing.in(JobState.STOPPING)
                            : standing.over(JobState.STOPPED, clock.instant(), null)));
        }
    }

    /**
     * Forgets a job and its pictures; one that is not over is stopped first.
     *
     * @throws ElsewhereException when it is painted at another desk
     */
    public boolean delete(String id) throws IOException {
        synchronized (book) {
            if (stop(id).isEmpty()) {
                return false;
            }
            forget(id);
            return true;
        }
    }

    private void forget(String id) throws IOException {
        book.forget(id);
        loop.forget(id);
        claims.forget(id);
        try {
            shelf.delete(id);
        } finally {
            book.forget(id); // the watch may have found it on the shelf meanwhile
            claims.forget(id);
        }
        painter.forget(id);
    }

    /** Removes what ended too long ago, and the oldest of what is too much. */
    public void expire() throws IOException {
        Instant oldest = clock.instant().minus(limits.keep());
        synchronized (book) {
            for (Job job : book.over()) {
                Instant ended = job.standing().ended();
                if (ended != null && ended.isBefore(oldest)) {
                    forget(job.id());
                }
            }
            admission.trim(book, 0, old -> forget(old.id()));
        }
    }

    /** Stops painting after the iteration at hand; what is not done is painted after the next start. */
    @Override
    public void close() throws InterruptedException {
        watch.close();
        loop.close();
        try {
            claims.close();
        } catch (IOException failed) { // others wait a little longer, then
            LOG.warn("The store could not be told that this server leaves.", failed);
        }
    }
}
