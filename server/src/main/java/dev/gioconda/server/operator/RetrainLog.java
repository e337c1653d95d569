package dev.gioconda.server.operator;

import dev.gioconda.train.EpochRecord;
import dev.gioconda.train.Progress;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** Log of a retraining run: sentences with a timestamp; the oldest lines are dropped above a maximum. */
final class RetrainLog {

    private static final int MAX_LINES = 300;

    private final Clock clock;
    private final Deque<String> lines = new ArrayDeque<>();
    private double fraction;

    RetrainLog(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(String sentence) {
        lines.add(clock.instant().toString().substring(11, 19) + " " + sentence);
        if (lines.size() > MAX_LINES) {
            lines.remove();
        }
    }

    /** Listens to the progress of a training. */
    synchronized void onProgress(Progress progress) {
        if (progress instanceof Progress.Step step) {
            fraction = (step.epoch() - 1 + (double) step.step() / step.steps()) / step.epochs();
        } else if (progress instanceof Progress.EpochEnd end) {
            EpochRecord epoch = end.epoch();
            add(String.format(
                    Locale.ROOT,
                    "Epoch %d of %d: validation accuracy %.1f %%, loss %.4f, in %.0f s%s.",
                    epoch.epoch(),
                    end.epochs(),
                    100 * epoch.validationAccuracy(),
                    epoch.validationLoss(),
                    epoch.seconds(),
                    epoch.kept() ? "; best so far, weights saved" : ""));
        }
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    synchronized double fraction() {
        return fraction;
    }
}
