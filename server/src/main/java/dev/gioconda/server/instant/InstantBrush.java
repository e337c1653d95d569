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
 * The one thread that paints while senders wait, on one core, so that the same picture gives the same painting and the other cores go on
 * answering. Few may wait, and not for long: each of them holds a thread of HTTP.
 */
final class InstantBrush implements AutoCloseable {

    /** More do not wait. */
    static final int WAITING = 4;

    /** How long one waits to begin. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Duration patience;
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), tasks -> {
                Thread made = new Thread(
                        () -> {
                            torch.set_num_threads(1); // of this thread
                            tasks.run();
                        },
                        "instant");
                made.setDaemon(true);
                return made;
            });

    /** @param patience how long one waits to begin */
    InstantBrush(Duration patience) {
        this.patience = patience;
    }

    /**
     * Works when its turn comes.
     *
     * @throws BusyException at once when too many others wait, or when the turn does not come in time
     */
    <T> T take(Callable<T> work) throws IOException {
        AtomicBoolean settled = new AtomicBoolean(); // by whoever is first: the thread begins, or the sender gives up
        FutureTask<T> task = new FutureTask<>(() -> {
            if (!settled.compareAndSet(false, true)) {
                throw busy();
            }
            return work.call();
        });
        try {
            thread.execute(task);
            try {
                return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException late) {
                if (settled.compareAndSet(false, true)) {
                    thread.remove(task);
                    throw busy();
                }
                return task.get();
            }
        } catch (RejectedExecutionException full) {
            throw busy();
        } catch (CancellationException closed) {
            throw stops();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw stops();
        } catch (ExecutionException failed) {
            throw rethrown(failed);
        }
    }

    private BusyException busy() {
        return new BusyException("Too many others have pictures painted at once. Try again.", patience);
    }

    private BusyException stops() {
        return new BusyException("The server stops. Try again.", patience);
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
        for (Runnable waiting : thread.shutdownNow()) {
            if (waiting instanceof FutureTask<?> task) {
                task.cancel(false);
            }
        }
        boolean unused = thread.awaitTermination(10, TimeUnit.SECONDS);
    }
}
