package dev.gioconda.inference;

import dev.gioconda.image.Picture;
import dev.gioconda.model.Classifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the crops of many requests into one batch and asks the model once. The first request of a batch waits at most
 * {@link Limits#patience} for company, and not at all when a whole batch is there. Every lane is a thread that computes on one core: while
 * one batch is looked at another gathers, and lanes need not wait for each other inside a product.
 */
public final class Batcher implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final BlockingQueue<Request> queue;
    private final Limits limits;
    private final Cores cores;
    private final List<Thread> lanes = new ArrayList<>();
    private final LongAdder batches = new LongAdder();
    private final LongAdder crops = new LongAdder();
    private volatile boolean closed;

    private record Request(ServedModel model, List<Picture> crops, CompletableFuture<List<Classifier.Answer>> answer) {}

    /**
     * How much is let in.
     *
     * @param batch the most crops a batch
     * @param patience how long the first request waits for others
     * @param waiting the most requests in the queue; more are turned away
     * @param lanes how many batches are looked at at once
     */
    public record Limits(int batch, Duration patience, int waiting, int lanes) {}

    /**
     * Starts the lanes.
     *
     * @param cores where they compute
     */
    public Batcher(Limits limits, Cores cores) {
        this.limits = limits;
        this.cores = cores;
        this.queue = new ArrayBlockingQueue<>(limits.waiting());
        for (int lane = 0; lane < limits.lanes(); lane++) {
            Thread thread = new Thread(this::work, "classify-" + lane);
            thread.setDaemon(true);
            lanes.add(thread);
            thread.start();
        }
    }

    /**
     * Asks for the answers about crops.
     *
     * @param model that answers, and whose geometry the crops have
     * @throws BusyException when too many wait already
     */
    public CompletableFuture<List<Classifier.Answer>> submit(ServedModel model, List<Picture> faces) {
        if (faces.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        Request request = new Request(model, faces, new CompletableFuture<>());
        if (closed || !queue.offer(request)) {
            throw new BusyException("Too many pictures wait to be looked at. Try again in a second.", SOON);
        }
        return request.answer();
    }

    /** How many batches there were. */
    public long batches() {
        return batches.sum();
    }

    /** How many crops they held together. */
    public long crops() {
        return crops.sum();
    }

    /** How many requests wait. */
    public int waiting() {
        return queue.size();
    }

    private void work() {
        torch.set_num_threads(1); // of this thread
        try {
            Request left = null;
            while (!closed || !queue.isEmpty() || left != null) {
                Request first = left == null ? queue.poll(100, TimeUnit.MILLISECONDS) : left;
                left = null;
                if (first != null) {
                    List<Request> batch = new ArrayList<>(List.of(first));
                    left = gather(batch);
                    answer(batch);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        queue.forEach(request -> request.answer().cancel(false));
    }

    /** Adds what comes in time, for the same model; returns the first request that does not fit. */
    private @Nullable Request gather(List<Request> batch) throws InterruptedException {
        long end = System.nanoTime() + limits.patience().toNanos();
        int size = batch.get(0).crops().size();
        while (size < limits.batch()) {
            Request next = queue.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (next == null) {
                return null;
            }
            if (!next.model().equals(batch.get(0).model())
                    || size + next.crops().size() > limits.batch()) {
                return next;
            }
            batch.add(next);
            size += next.crops().size();
        }
        return null;
    }

    private void answer(List<Request> batch) {
        List<Picture> all =
                batch.stream().flatMap(request -> request.crops().stream()).toList();
        batches.increment();
        crops.add(all.size());
        try {
            List<Classifier.Answer> answers =
                    cores.take(Cores.Kind.ANSWER, () -> batch.get(0).model().classify(all));
            int from = 0;
            for (Request request : batch) {
                int to = from + request.crops().size();
                request.answer().complete(answers.subList(from, to));
                from = to;
            }
        } catch (RuntimeException | Error failed) {
            batch.forEach(request -> request.answer().completeExceptionally(failed));
        }
    }

    /** Answers what waits, then stops. */
    @Override
    public void close() {
        closed = true;
        try {
            for (Thread lane : lanes) {
                lane.join(TimeUnit.SECONDS.toMillis(10));
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
