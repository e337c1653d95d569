package dev.gioconda.score;

import dev.gioconda.tensor.TorchThreads;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Scores inputs on several threads and writes their rows in the order of the inputs. One thread lists the inputs, each scorer has a thread
 * that computes on one core, and the caller's thread writes. The queue between them is short: memory does not depend on the number of
 * inputs, and a slow image delays the others only when the queue is full.
 */
public final class ScoreRun {

    private static final int QUEUED_PER_THREAD = 8;
    private static final int DECODING_PART = 2; // half of the heap for images that are being decoded
    private static final int WAITING_PART = 8; // an eighth for files that were read from archives and wait
    private static final long POLL_MS = 100;
    private static final double NS_PER_SECOND = 1e9;

    private final PartialTable table;
    private final BooleanSupplier stopped;
    private final Consumer<ScoreProgress> listener;
    private final BlockingQueue<Scorer> idle;
    private final ExecutorService workers;
    private final InputQueue queue;
    private final FutureTask<Boolean> listing;
    private final MemoryBudget decoding = memory(DECODING_PART);
    private final InputCount total;
    private final long start = System.nanoTime();

    private long images;
    private long failed;
    private long faceless;

    private ScoreRun(
            ScoreInputs inputs,
            PartialTable table,
            List<Scorer> scorers,
            BooleanSupplier stopped,
            Consumer<ScoreProgress> listener) {
        this.table = table;
        this.stopped = stopped;
        this.listener = listener;
        this.idle = new ArrayBlockingQueue<>(scorers.size(), false, scorers);
        this.workers = Executors.newFixedThreadPool(
                scorers.size(),
                work -> new Thread(
                        () -> {
                            TorchThreads.limitThisThread(1);
                            work.run();
                        },
                        "score"));
        this.queue = new InputQueue(
                QUEUED_PER_THREAD * scorers.size(), table.stored().paths(), workers, this::score, memory(WAITING_PART));
        this.listing = new FutureTask<>(() -> {
            inputs.forEach(queue);
            queue.end();
            return true;
        });
        this.total = new InputCount(inputs);
    }

    private static MemoryBudget memory(int part) {
        return new MemoryBudget(Runtime.getRuntime().maxMemory() / part);
    }

    /**
     * Scores all inputs that have no row yet, and publishes the table.
     *
     * @param inputs in the order of the rows
     * @param table to write to; it has the rows of an interrupted run, which are not computed again
     * @param scorers one for each thread
     * @param stopped polled; if it is true, the run ends early and the table can be continued
     * @param listener receives the progress after each image
     * @throws IOException if the inputs cannot be listed or the table cannot be written; it can be continued then, too
     */
    public static ScoreSummary run(
            ScoreInputs inputs,
            PartialTable table,
            List<Scorer> scorers,
            BooleanSupplier stopped,
            Consumer<ScoreProgress> listener)
            throws IOException {
        return new ScoreRun(inputs, table, scorers, stopped, listener).run();
    }

    private ScoreSummary run() throws IOException {
        StoredScores stored = table.stored();
        images = stored.paths().size();
        failed = stored.failed();
        faceless = stored.faceless();
        Thread lister = new Thread(listing, "score-inputs");
        lister.start();
        total.start();
        boolean complete;
        try {
            complete = writeAll();
        } finally {
            total.stop();
            lister.interrupt();
            workers.shutdownNow();
            awaitWorkers();
        }
        if (complete) {
            table.publish();
        }
        return new ScoreSummary(
                complete,
                images,
                stored.paths().size(),
                failed,
                faceless,
                queue.skipped().count(),
                queue.skipped().example(),
                seconds());
    }

    private List<ScoreRow> score(ScoreInput input) throws IOException, InterruptedException {
        Scorer scorer = idle.take();
        try {
            return scorer.score(input, decoding);
        } finally {
            idle.add(scorer);
        }
    }

    /** Writes the rows until the inputs end; false if the run was stopped. */
    private boolean writeAll() throws IOException {
        try {
            while (!stopped.getAsBoolean()) {
                ScoreTask task = queue.poll(POLL_MS);
                if (task == null) {
                    requireListing();
                } else if (task.isEnd()) {
                    return true;
                } else {
                    List<ScoreRow> rows = task.await(stopped);
                    if (!rows.isEmpty()) {
                        write(rows);
                    }
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** Throws what ended the listing of the inputs, if it has failed. */
    private void requireListing() throws IOException, InterruptedException {
        if (!listing.isDone()) {
            return;
        }
        try {
            listing.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException unreadable) {
                throw unreadable;
            }
            throw new IllegalStateException("The inputs could not be listed.", failure.getCause());
        }
    }

    private void write(List<ScoreRow> rows) throws IOException {
        table.append(rows);
        ScoreRow first = rows.get(0);
        images++;
        failed += first.isFailed() ? 1 : 0;
        faceless += !first.isFailed() && first.faces() == 0 ? 1 : 0;
        long computed = images - table.stored().paths().size();
        listener.accept(new ScoreProgress(images, total.count(), failed, computed / seconds()));
    }

    private double seconds() {
        return (System.nanoTime() - start) / NS_PER_SECOND;
    }

    /** Waits for the images that are being computed, since their scorers are closed afterwards. */
    private void awaitWorkers() {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = workers.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
