package dev.gioconda.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Says whether another order is taken: so many wait, so many of one client, and so much disk.
 *
 * @param limits of all that
 * @param work where checkpoints are written
 */
record Admission(JobLimits limits, Path work) {

    private static final Duration AFTER_A_PAINTING = Duration.ofMinutes(5);

    /** Removes a job and all its pictures. */
    @FunctionalInterface
    interface Removal {
        void remove(Job job) throws IOException;
    }

    /**
     * Counts a job as one that waits.
     *
     * @param bytes of its pictures
     * @param removal of those that must go for it
     * @return the one that was ordered before under the same key; empty when this one was let in
     * @throws QueueFullException when too many wait
     * @throws NoRoomException when the disk holds as much as it was given
     */
    Optional<Job> admit(JobBook book, Job job, long bytes, Removal removal) throws IOException {
        synchronized (book) {
            Optional<Job> before = same(book, job);
            while (before.isPresent() && book.arriving(before.get().id())) {
                book.awaitArrival();
                before = same(book, job); // gone, if it could not be written
            }
            if (before.isPresent()) {
                return before;
            }
            count(book.open(), job.client());
            makeRoom(book, bytes + JobBook.largestPicture(job.order()), removal);
            book.expect(job, bytes);
            return Optional.empty();
        }
    }

    private static Optional<Job> same(JobBook book, Job job) {
        String key = job.key();
        if (key == null) {
            return Optional.empty();
        }
        Optional<Job> before = book.all().stream()
                .filter(other -> key.equals(other.key()) && other.client().equals(job.client()))
                .findFirst();
        if (before.isPresent()
                && (!before.get().order().asked().equals(job.order().asked())
                        || !before.get().styleName().equals(job.styleName()))) {
            throw new IllegalArgumentException(
                    "This Idempotency-Key was given to another order. Give every order a key of its own.");
        }
        return before;
    }

    private void count(List<Job> open, String client) {
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

    /** Makes room: the oldest that are over go, and those that are not over stay whatever comes. */
    private void makeRoom(JobBook book, long needed, Removal removal) throws IOException {
        long open = book.open().stream().mapToLong(book::bytes).sum();
        if (open + needed > limits.bytes()) {
            throw new NoRoomException(
                    "There is no room for another painting: those that wait take %s of %s. Try again when some are done."
                            .formatted(megabytes(open), megabytes(limits.bytes())),
                    AFTER_A_PAINTING);
        }
        long free = Files.getFileStore(work).getUsableSpace();
        if (free < limits.leastFree()) {
            throw new NoRoomException(
                    "The server's disk is almost full, so that no painting is begun. Try again later, or tell the operator.",
                    AFTER_A_PAINTING);
        }
        trim(book, needed, removal);
    }

    /** Removes the oldest that are over until so many bytes are free of those that were given. */
    void trim(JobBook book, long needed, Removal removal) throws IOException {
        for (Job oldest : book.over()) {
            if (book.bytes() + needed <= limits.bytes()) {
                return;
            }
            removal.remove(oldest);
        }
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.0f MB", bytes / 1e6);
    }
}
