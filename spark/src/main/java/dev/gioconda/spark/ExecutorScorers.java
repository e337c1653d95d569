package dev.gioconda.spark;

import dev.gioconda.score.MemoryBudget;
import dev.gioconda.score.ScoreInput;
import dev.gioconda.score.ScoreRow;
import dev.gioconda.score.Scorer;
import dev.gioconda.tensor.TorchThreads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * The scorers of a JVM for a plan. The tasks that run at a time share them, so there are at most as many as tasks run at a time, and they
 * stay loaded from one partition and stage to the next.
 */
final class ExecutorScorers {

    /** The part of the heap for images that are being decoded; Spark's own memory is 60 % of it. */
    private static final int DECODING_PART = 4;

    private static final MemoryBudget DECODING =
            new MemoryBudget(Runtime.getRuntime().maxMemory() / DECODING_PART);
    private static final Map<ScoringPlan, ExecutorScorers> BY_PLAN = new HashMap<>();

    private final ScoringPlan plan;
    private final Deque<Scorer> idle = new ArrayDeque<>();
    private @Nullable Path modelFolder;

    private ExecutorScorers(ScoringPlan plan) {
        this.plan = plan;
    }

    /** The scorers of this JVM. Those of other plans that no task uses at the moment are closed. */
    static ExecutorScorers of(ScoringPlan plan) {
        synchronized (BY_PLAN) {
            if (!BY_PLAN.containsKey(plan)) {
                BY_PLAN.values().forEach(ExecutorScorers::closeIdle);
            }
            return BY_PLAN.computeIfAbsent(plan, ExecutorScorers::new);
        }
    }

    /**
     * The rows of an image, computed on as many cores as Spark assigned to the task.
     *
     * @throws UncheckedIOException if the model cannot be loaded, which ends the task, or the task is to end
     */
    List<ScoreRow> score(ScoreInput input) {
        TorchThreads.limitThisThread(taskCores());
        Scorer scorer = take();
        try {
            return scorer.score(input, DECODING);
        } catch (InterruptedIOException ended) {
            throw new UncheckedIOException(ended);
        } finally {
            give(scorer);
        }
    }

    /** {@code spark.task.cpus}; 1 outside of a task, as on the driver. */
    private static int taskCores() {
        TaskContext task = TaskContext.get();
        return task == null ? 1 : task.cpus();
    }

    private synchronized Scorer take() {
        Scorer scorer = idle.pollFirst();
        try {
            return scorer == null ? open() : scorer;
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private Scorer open() throws IOException {
        Path folder = modelFolder;
        if (folder == null) {
            folder = plan.modelFolder();
            modelFolder = folder;
        }
        return Scorer.open(plan.scorerOptions(folder));
    }

    private synchronized void give(Scorer scorer) {
        idle.addFirst(scorer);
    }

    private synchronized void closeIdle() {
        idle.forEach(Scorer::close);
        idle.clear();
    }
}
