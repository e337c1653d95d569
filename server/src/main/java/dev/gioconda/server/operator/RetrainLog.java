package dev.gioconda.server.operator;

import dev.gioconda.train.EpochRecord;
import dev.gioconda.train.Progress;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** What a training told so far, in sentences with the time before them; the oldest go when there are many. */
final class RetrainLog {

    private static final int MOST = 300;

    private final Clock clock;
    private final Deque<String> lines = new ArrayDeque<>();
    private double share;

    RetrainLog(Clock clock) {
        this.clock = clock;
    }

    synchronized void say(String sentence) {
        lines.add(clock.instant().toString().substring(11, 19) + " " + sentence);
        if (lines.size() > MOST) {
            lines.remove();
        }
    }

    /** Hears a training. */
    synchronized void hear(Progress progress) {
        if (progress instanceof Progress.Step step) {
            share = (step.epoch() - 1 + (double) step.step() / step.steps()) / step.epochs();
        } else if (progress instanceof Progress.EpochEnd end) {
            EpochRecord epoch = end.epoch();
            say(String.format(
                    Locale.ROOT,
                    "Epoch %d of %d: %.1f %% right on validation pictures, loss %.4f, in %.0f s%s.",
                    epoch.epoch(),
                    end.epochs(),
                    100 * epoch.validationAccuracy(),
                    epoch.validationLoss(),
                    epoch.seconds(),
                    epoch.kept() ? "; its weights are kept" : ""));
        }
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    synchronized double share() {
        return share;
    }
}
