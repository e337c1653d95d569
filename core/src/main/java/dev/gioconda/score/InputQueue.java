package dev.gioconda.score;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Passes inputs to workers, and their rows to the writer in the order of the inputs. It is short: who lists the inputs waits for the
 * writer.
 */
final class InputQueue implements ScoreInputs.InputConsumer {

    private final BlockingQueue<ScoreTask> ordered;
    private final PathSet done;
    private final Executor workers;
    private final Worker worker;
    private final MemoryBudget waiting;
    private final SkippedFiles skipped = new SkippedFiles();

    /** Computes the rows of an input. */
    @FunctionalInterface
    interface Worker {
        List<ScoreRow> score(ScoreInput input) throws IOException, InterruptedException;
    }

    /**
     * @param capacity the most inputs in it
     * @param done the inputs that have rows already and are left out
     * @param workers run the tasks
     * @param waiting memory for files that were read and wait for a worker
     */
    InputQueue(int capacity, PathSet done, Executor workers, Worker worker, MemoryBudget waiting) {
        this.ordered = new ArrayBlockingQueue<>(capacity);
        this.done = done;
        this.workers = workers;
        this.worker = worker;
        this.waiting = waiting;
    }

    @Override
    public void accept(ScoreInput input) throws IOException {
        if (!done.contains(input.path())) {
            ScoreTask task = input.streamed() ? streamed(input) : ScoreTask.of(() -> worker.score(input));
            enqueue(task);
            workers.execute(task);
        }
    }

    @Override
    public void skip(String path) {
        skipped.add(path);
    }

    /** After the last input. */
    void end() throws InterruptedIOException {
        enqueue(ScoreTask.end());
    }

    /** The next task in the order of the inputs; null if there is none yet after a moment. */
    @Nullable
    ScoreTask poll(long milliseconds) throws InterruptedException {
        return ordered.poll(milliseconds, TimeUnit.MILLISECONDS);
    }

    /** The files that were left out. */
    SkippedFiles skipped() {
        return skipped;
    }

    /** Reads an input that can only be read now. */
    private ScoreTask streamed(ScoreInput input) throws IOException {
        byte[] bytes;
        try {
            bytes = input.bytes().read();
        } catch (IOException unreadable) {
            return failed(input, () -> {
                throw unreadable;
            });
        } catch (RuntimeException damaged) {
            return failed(input, () -> {
                throw damaged;
            });
        } catch (OutOfMemoryError tooLarge) {
            return failed(input, () -> {
                throw tooLarge;
            });
        }
        MemoryBudget.MemoryPart part = waiting.take(bytes.length);
        ScoreInput read = input.withBytes(() -> bytes);
        return ScoreTask.of(() -> {
            try (part) {
                return worker.score(read);
            }
        });
    }

    /** A worker finds the error again, as with inputs that it reads itself. */
    private ScoreTask failed(ScoreInput input, ScoreInput.ImageBytes failure) {
        ScoreInput broken = input.withBytes(failure);
        return ScoreTask.of(() -> worker.score(broken));
    }

    private void enqueue(ScoreTask task) throws InterruptedIOException {
        try {
            ordered.put(task);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The run ends.");
        }
    }
}
