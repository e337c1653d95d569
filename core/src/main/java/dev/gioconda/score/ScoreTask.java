package dev.gioconda.score;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** The rows of an input, computed by a worker; or the mark after the last input. */
final class ScoreTask extends FutureTask<List<ScoreRow>> {

    private static final long POLL_MS = 100;

    private final boolean end;

    private ScoreTask(Callable<List<ScoreRow>> work, boolean end) {
        super(work);
        this.end = end;
    }

    /** The rows that this computes. */
    static ScoreTask of(Callable<List<ScoreRow>> work) {
        return new ScoreTask(work, false);
    }

    /** The mark after the last input. */
    static ScoreTask end() {
        return new ScoreTask(List::of, true);
    }

    /** Whether there are no more inputs. */
    boolean isEnd() {
        return end;
    }

    /** Waits for the rows; none if the run is stopped meanwhile. */
    List<ScoreRow> await(BooleanSupplier stopped) throws InterruptedException {
        while (!stopped.getAsBoolean()) {
            try {
                return get(POLL_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException computing) {
                // the next round asks whether the run is stopped
            } catch (ExecutionException defect) {
                throw new IllegalStateException("An image could not be scored.", defect.getCause());
            }
        }
        return List.of();
    }
}
