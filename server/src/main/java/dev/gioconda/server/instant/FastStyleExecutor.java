package dev.gioconda.server.instant;

import dev.gioconda.inference.BusyException;
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
import org.bytedeco.pytorch.global.torch;

/**
 * The one thread that stylizes while clients wait, on one core, so that the same image gives the same result and the other cores still
 * answer requests. Few may wait, and not for long: each of them holds an HTTP thread.
 */
final class FastStyleExecutor implements AutoCloseable {

    /** More do not wait. */
    static final int MAX_QUEUED = 4;

    /** How long one waits to begin. */
    static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final Duration maxWait;
    private final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_QUEUED), tasks -> {
                Thread worker = new Thread(
                        () -> {
                            torch.set_num_threads(1); // of this thread
                            tasks.run();
                        },
                        "instant");
                worker.setDaemon(true);
                return worker;
            });

    /** @param maxWait how long one waits to begin */
    FastStyleExecutor(Duration maxWait) {
        this.maxWait = maxWait;
    }

    /**
     * Works when its turn comes.
     *
     * @throws BusyException at once when too many others wait, or when the turn does not come in time
     */
    <T> T run(Callable<T> work) throws IOException {
        AtomicBoolean claimed = new AtomicBoolean(); // by the first of both: the thread begins, or the client gives up
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
        return new BusyException("Too many others have pictures painted at once. Try again.", maxWait);
    }

    private BusyException shuttingDown() {
        return new BusyException("The server stops. Try again.", maxWait);
    }

    /** As it was thrown, where the compiler allows it. */
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
        throw new IllegalStateException("A picture could not be painted.", failed);
    }

    /** Ends what is painted, and turns away who waits. */
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
