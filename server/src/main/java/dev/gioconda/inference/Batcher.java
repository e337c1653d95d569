package dev.gioconda.inference;

import dev.gioconda.image.Picture;
import dev.gioconda.model.Classifier;
import dev.gioconda.tensor.TorchThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Collects the crops of many requests into one batch and runs the model once. The first request of a batch waits at most
 * {@link BatchLimits#maxBatchDelay} for others, and not at all when the batch is full. Each worker thread computes on one core: while
 * one batch is computed the next one is collected, and workers do not wait for each other inside a matrix product.
 */
public final class Batcher implements AutoCloseable {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final BlockingQueue<BatchRequest> queue;
    private final BatchLimits limits;
    private final ComputeScheduler scheduler;
    private final List<Thread> workers = new ArrayList<>();
    private final LongAdder batches = new LongAdder();
    private final LongAdder crops = new LongAdder();
    private volatile boolean closed;

    private record BatchRequest(
            ServedModel model, List<Picture> crops, CompletableFuture<List<Classifier.Prediction>> answers) {}

    /**
     * The limits of a batch and of the queue.
     *
     * @param maxBatchSize the most crops per batch
     * @param maxBatchDelay how long the first request waits for others
     * @param maxQueued the most requests in the queue; more are rejected
     * @param workers number of worker threads, and so of batches computed at once
     */
    public record BatchLimits(int maxBatchSize, Duration maxBatchDelay, int maxQueued, int workers) {}

    /**
     * Starts the workers.
     *
     * @param scheduler that runs the batches
     */
    public Batcher(BatchLimits limits, ComputeScheduler scheduler) {
        this.limits = limits;
        this.scheduler = scheduler;
        this.queue = new ArrayBlockingQueue<>(limits.maxQueued());
        for (int worker = 0; worker < limits.workers(); worker++) {
            Thread thread = new Thread(this::work, "classify-" + worker);
            thread.setDaemon(true);
            workers.add(thread);
            thread.start();
        }
    }

    /**
     * Queues crops for classification.
     *
     * @param model to run
     * @param faces crops with the geometry of the model's input
     * @return the predictions, one per crop
     * @throws BusyException when the queue is full
     */
    public CompletableFuture<List<Classifier.Prediction>> submit(ServedModel model, List<Picture> faces) {
        if (faces.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        BatchRequest request = new BatchRequest(model, faces, new CompletableFuture<>());
        if (closed || !queue.offer(request)) {
            throw new BusyException("The queue of classifications is full. Try again in a second.", RETRY_AFTER);
        }
        return request.answers();
    }

    /** The number of computed batches. */
    public long batches() {
        return batches.sum();
    }

    /** The number of crops in all computed batches. */
    public long crops() {
        return crops.sum();
    }

    /** The number of requests in the queue. */
    public int queued() {
        return queue.size();
    }

    private void work() {
        TorchThreads.limitThisThread(1);
        try {
            BatchRequest carriedOver = null;
            while (!closed || !queue.isEmpty() || carriedOver != null) {
                BatchRequest first = carriedOver == null ? queue.poll(100, TimeUnit.MILLISECONDS) : carriedOver;
                carriedOver = null;
                if (first != null) {
                    List<BatchRequest> batch = new ArrayList<>(List.of(first));
                    carriedOver = gather(batch);
                    answer(batch);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        queue.forEach(request -> request.answers().cancel(false));
    }

    /** Adds requests for the same model until the batch is full or the delay ends; returns the first request that does not fit. */
    private @Nullable BatchRequest gather(List<BatchRequest> batch) throws InterruptedException {
        long deadline = System.nanoTime() + limits.maxBatchDelay().toNanos();
        int size = batch.get(0).crops().size();
        while (size < limits.maxBatchSize()) {
            BatchRequest next = queue.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (next == null) {
                return null;
            }
            if (!next.model().equals(batch.get(0).model())
                    || size + next.crops().size() > limits.maxBatchSize()) {
                return next;
            }
            batch.add(next);
            size += next.crops().size();
        }
        return null;
    }

    private void answer(List<BatchRequest> batch) {
        List<Picture> batchCrops =
                batch.stream().flatMap(request -> request.crops().stream()).toList();
        batches.increment();
        crops.add(batchCrops.size());
        try {
            List<Classifier.Prediction> answers = scheduler.run(
                    ComputeScheduler.TaskKind.INFERENCE,
                    () -> batch.get(0).model().classify(batchCrops));
            int from = 0;
            for (BatchRequest request : batch) {
                int to = from + request.crops().size();
                request.answers().complete(answers.subList(from, to));
                from = to;
            }
        } catch (RuntimeException | Error failed) {
            batch.forEach(request -> request.answers().completeExceptionally(failed));
        }
    }

    /** Completes the queued requests, then stops the workers. */
    @Override
    public void close() {
        closed = true;
        try {
            for (Thread worker : workers) {
                worker.join(TimeUnit.SECONDS.toMillis(10));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
