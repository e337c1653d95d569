package dev.gioconda.jobs;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the book as the shelf is, which other servers write to as well: takes over the jobs of servers that are gone, learns what others
 * have ended, says that this server lives while it has jobs, and notices when one was taken from it.
 */
final class JobWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);
    private static final int SELDOM = 12; // beats between two looks while everything is known

    private final JobBook book;
    private final JobShelf shelf;
    private final Claims claims;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "claims");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<String> unread = ConcurrentHashMap.newKeySet();
    private int ticks;

    JobWatch(JobBook book, JobShelf shelf, Claims claims) {
        this.book = book;
        this.shelf = shelf;
        this.claims = claims;
    }

    void start() {
        long millis = claims.rhythm().toMillis();
        ScheduledFuture<?> unused = ticker.scheduleWithFixedDelay(this::tick, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            boolean foreign = false;
            for (Job job : book.open()) {
                if (!claims.has(job.id())) {
                    foreign = true;
                } else {
                    claims.live();
                    if (job.standing().state() == JobState.PAINTING && !claims.held(job.id())) {
                        LOG.warn("Another server has taken a painting, since this one was silent for too long.");
                    }
                }
            }
            if (foreign || ++ticks % SELDOM == 0) {
                look();
            }
        } catch (IOException | RuntimeException | Error failed) { // else nobody would look any more
            LOG.error("The jobs of the store could not be looked after.", failed);
        }
    }

    /** Reads the shelf. What nobody has is this server's from now on; what was ordered only half by a server that is gone is removed. */
    void look() throws IOException {
        book.beginLook();
        List<Job> before =
                book.all().stream().filter(job -> !book.arriving(job.id())).toList();
        Map<String, JobShelf.Lying> lying = shelf.list();
        for (Map.Entry<String, JobShelf.Lying> one : lying.entrySet()) {
            String id = one.getKey();
            try {
                look(id, one.getValue());
                unread.remove(id);
            } catch (IOException | RuntimeException damaged) { // one of them must not hide the others
                if (unread.add(id)) {
                    LOG.error(
                            "The job {} could not be looked after; it is tried again, and this said once.",
                            id,
                            damaged);
                }
            }
        }
        unread.retainAll(lying.keySet());
        for (Job job : before) {
            if (!lying.containsKey(job.id()) && (job.over() || !claims.has(job.id()))) {
                book.forget(job.id()); // another server has deleted it
            }
        }
    }

    private void look(String id, JobShelf.Lying lies) throws IOException {
        Optional<Job> known = book.find(id);
        if (known.isPresent() && (known.get().over() || claims.has(id))) {
            return;
        }
        if (!lies.whole()) {
            boolean left = known.isEmpty() && claims.held(id); // by a deletion here that came while this one looked
            if (left || !claims.taken(id)) {
                claims.forget(id);
                shelf.delete(id);
            }
            return;
        }
        Optional<Job> job = shelf.find(id);
        if (job.isPresent() && !job.get().over() && claims.claim(id)) {
            job = shelf.find(id); // whoever had it may have ended it
        }
        if (job.isPresent() && !book.meet(job.get(), lies.bytes())) { // deleted a moment ago
            claims.forget(id);
            shelf.delete(id);
        }
    }

    /** Whether the job lies on the shelf and could not be read. */
    boolean unread(String id) {
        return unread.contains(id);
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }
}
