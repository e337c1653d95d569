package dev.gioconda.server.instant;

import dev.gioconda.inference.BusyException;
import dev.gioconda.tensor.TorchThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A single thread that runs fast style transfer on one core, so that the same image gives the same result and the other cores stay
 * available to requests. The queue and the waiting time are limited, because each waiting request holds an HTTP thread.
 */
final class FastStyleExecutor implements AutoCloseable {

    /** The most requests in the queue. */
    static final int MAX_QUEUED = 4;

    /** How long a request may wait to start. */
    static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final Duration maxWait;
    private final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_QUEUED), tasks -> {
                Thread worker = new Thread(
                        () -> {
                            TorchThreads.limitThisThread(1);
                            tasks.run();
                        },
                        "instant");
                worker.setDaemon(true);
                return worker;
            });

    /** @param maxWait how long a request may wait to start */
    FastStyleExecutor(Duration maxWait) {
        this.maxWait = maxWait;
    }

    /**
     * Runs a task when the thread is free.
     *
     * @throws BusyException immediately when the queue is full, or when the task did not start in time
     */
    <T> T run(Callable<T> work) throws IOException {
        AtomicBoolean claimed =
                new AtomicBoolean(); // by whichever is first: the thread starts the task, or the wait times out
        FutureTask<T> task = new FutureTask<>(() -> {
            if (!claimed.compareAndSet(false, true)) {
                throw busy();
            }
            return work.call();
        });
        try {
            executor.execute(task);
            try {
                return task.get(maxWait.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException timeout) {
                if (claimed.compareAndSet(false, true)) {
                    executor.remove(task);
                    throw busy();
                }
                return task.get();
            }
        } catch (RejectedExecutionException rejected) {
            throw busy();
        } catch (CancellationException closed) {
            throw shuttingDown();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw shuttingDown();
        } catch (ExecutionException failed) {
            throw rethrown(failed);
        }
    }

    private BusyException busy() {
        return new BusyException("Too many images are being stylized. Try again.", maxWait);
    }

    private BusyException shuttingDown() {
        return new BusyException("The server is stopping. Try again.", maxWait);
    }

    /** Rethrows the original exception if it is unchecked or declared. */
    private static IOException rethrown(ExecutionException failed) throws IOException {
        Throwable cause = failed.getCause();
        if (cause instanceof RuntimeException ours) {
            throw ours;
        }
        if (cause instanceof Error ours) {
            throw ours;
        }
        if (cause instanceof IOException ours) {
            throw ours;
        }
        throw new IllegalStateException("An image could not be stylized.", failed);
    }

    /** Completes the running task and rejects the queued ones. */
    @Override
    public void close() throws InterruptedException {
        for (Runnable waiting : executor.shutdownNow()) {
            if (waiting instanceof FutureTask<?> task) {
                task.cancel(false);
            }
        }
        boolean unused = executor.awaitTermination(10, TimeUnit.SECONDS);
    }
}
