package dev.gioconda.jobs;

import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.ImageDoor;
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

/** The thread that paints this server's jobs, one after the other, and shows how they grow. */
final class PaintLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PaintLoop.class);
    private static final double PREVIEW_SECONDS = 0.7;
    private static final Duration PAUSE = Duration.ofSeconds(5); // before a job that the store failed is tried again

    private final JobBook book;
    private final JobShelf shelf;
    private final Painter painter;
    private final Claims claims;
    private final Runnable courtesy;
    private final Clock clock;
    private final Map<String, byte[]> fresh = new ConcurrentHashMap<>(); // pictures that are not on the shelf yet
    private final Map<String, Long> resting = new ConcurrentHashMap<>(); // until when, by the clock of nanoseconds
    private final Thread thread;
    private volatile boolean closed;

    PaintLoop(JobBook book, JobShelf shelf, Painter painter, Claims claims, Runnable courtesy, Clock clock) {
        this.book = book;
        this.shelf = shelf;
        this.painter = painter;
        this.claims = claims;
        this.courtesy = courtesy;
        this.clock = clock;
        this.thread = new Thread(this::work, "paint");
        thread.setDaemon(true);
    }

    /** The store could not be read or written: nothing is wrong with the painting, and it waits. */
    private static final class StoreException extends Exception {
        private static final long serialVersionUID = 1;

        StoreException(IOException cause) {
            super(cause);
        }
    }

    void start() {
        thread.start();
    }

    /** The newest picture of a job that is being painted, a PNG file. */
    Optional<byte[]> fresh(String id) {
        return Optional.ofNullable(fresh.get(id));
    }

    void forget(String id) {
        fresh.remove(id);
        resting.remove(id);
    }

    private void work() {
        try {
            while (!closed) {
                Optional<Job> next = next();
                if (next.isPresent()) {
                    paint(next.get());
                } else {
                    book.await();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Job> next() {
        return book.open().stream()
                .filter(job -> claims.has(job.id()) && !book.arriving(job.id()) && !rests(job.id()))
                .min(JobBook.ORDER)
                .map(job -> book.change(
                        job.id(),
                        standing -> standing.state() == JobState.QUEUED ? standing.in(JobState.PAINTING) : standing));
    }

    private boolean rests(String id) {
        Long until = resting.get(id);
        return until != null && until - System.nanoTime() > 0;
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
                book.change(id, standing -> standing.at(progress.done(), progress.all(), before + progress.seconds()));
                if (wanted && progress.seconds() - shown[0] >= PREVIEW_SECONDS) {
                    shown[0] = progress.seconds();
                    show(id, progress);
                }
                if (wanted) {
                    courtesy.run();
                }
                return wanted;
            });
            end(id, painted);
            resting.remove(id);
        } catch (StoreException failed) {
            LOG.error("The store failed a painting, which is tried again.", failed);
            again(id);
        } catch (IOException | RuntimeException | Error failed) { // one painting must not end the painter
            if (book.find(id).isPresent()) { // else it was deleted meanwhile, with the files that it was painted from
                LOG.error("A painting failed.", failed);
            }
            fail(id, failed);
        }
    }

    private boolean wanted(String id) {
        return claims.has(id)
                && book.find(id)
                        .filter(job -> job.standing().state() == JobState.PAINTING)
                        .isPresent();
    }

    private void show(String id, StyleProgress progress) {
        Picture preview = progress.preview().get();
        byte[] png = PictureWriter.png(preview);
        synchronized (book) {
            if (book.change(id, standing -> standing.shown(preview.width(), preview.height())) != null) {
                fresh.put(id, png);
            }
        }
    }

    /** The picture first, then the record that speaks of it. */
    private void end(String id, Painter.Painted painted) throws IOException, StoreException {
        Optional<Job> job = book.find(id);
        boolean stopping = job.filter(known -> known.standing().state() == JobState.STOPPING)
                .isPresent();
        if (job.isPresent() && !painted.whole() && !stopping) {
            fresh.remove(id);
            book.change(id, standing -> standing.in(JobState.QUEUED));
            return; // the server stops, or another one has taken the job: whoever has it goes on with it
        }
        boolean settled = job.isEmpty() || settled(id, painted);
        fresh.remove(id);
        if (!settled) {
            return; // another server thought that this one was dead, and paints it again
        }
        painter.forget(id); // not before it is settled; also of one that was deleted meanwhile
    }

    private boolean settled(String id, Painter.Painted painted) throws StoreException {
        try {
            if (!claims.held(id)) {
                return false;
            }
            shelf.save(id, JobShelf.PICTURE, painted.png());
            Picture picture = painted.picture();
            book.settle(id, standing -> standing.shown(picture.width(), picture.height())
                    .over(painted.whole() ? JobState.DONE : JobState.STOPPED, clock.instant(), null));
            book.grow(id, painted.png().length);
            return true;
        } catch (IOException failed) {
            throw new StoreException(failed);
        }
    }

    /** Its checkpoint stays, so that little is painted twice; others are painted meanwhile. */
    private void again(String id) {
        fresh.remove(id);
        synchronized (book) {
            if (book.find(id)
                    .isPresent()) { // else it was deleted, and the checkpoint goes when the server starts again
                resting.put(id, System.nanoTime() + PAUSE.toNanos());
            }
        }
        book.change(id, standing -> standing.state() == JobState.PAINTING ? standing.in(JobState.QUEUED) : standing);
    }

    private void fail(String id, Throwable why) {
        String message = why instanceof IllegalArgumentException
                ? String.valueOf(why.getMessage())
                : "The painting failed on our side. Order it again; if it fails again, tell the operator.";
        fresh.remove(id);
        try {
            if (book.find(id).isEmpty() || claims.held(id)) {
                book.settle(id, standing -> standing.over(JobState.FAILED, clock.instant(), message));
                painter.forget(id);
            }
        } catch (IOException alsoFailed) {
            LOG.error("A failed painting could not be written down.", alsoFailed);
            book.change(id, standing -> standing.over(JobState.FAILED, clock.instant(), message));
        }
    }

    private Picture read(String id, String file) throws IOException, StoreException {
        Optional<byte[]> png;
        try {
            png = shelf.read(id, file);
        } catch (IOException failed) {
            throw new StoreException(failed);
        }
        return new ImageDoor(ImageDoor.Limits.OWN)
                .decode(png.orElseThrow(
                        () -> new IOException("The picture %s of the job %s is gone.".formatted(file, id))));
    }

    /** Stops after the iteration at hand; what is not done is on the shelf as it was, and its checkpoint here. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        synchronized (book) {
            book.notifyAll();
        }
        thread.join(Duration.ofSeconds(30).toMillis());
    }
}
