package dev.gioconda.cli.score;

import dev.gioconda.cli.command.TrainingProgressView;
import dev.gioconda.report.chart.DurationText;
import dev.gioconda.score.ScoreInputs;
import dev.gioconda.score.ScoreProgress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows the progress of scoring: a bar on a terminal, else a line every ten seconds. */
final class ScoreProgressView implements Consumer<ScoreProgress>, AutoCloseable {

    private static final long REPORT_INTERVAL_NS = TimeUnit.SECONDS.toNanos(10);

    private final PrintWriter err;
    private final boolean terminal;
    private @Nullable ProgressBar bar;
    private long lastReport = System.nanoTime();

    /**
     * @param err for the lines
     * @param quiet whether nothing is shown
     */
    ScoreProgressView(PrintWriter err, boolean quiet) {
        this.err = err;
        this.terminal = !quiet && TrainingProgressView.isTerminal();
    }

    @Override
    public void accept(ScoreProgress progress) {
        if (terminal) {
            show(progress);
        } else if (System.nanoTime() - lastReport > REPORT_INTERVAL_NS) {
            lastReport = System.nanoTime();
            String of = progress.total() == ScoreInputs.UNKNOWN ? "" : " of %,d".formatted(progress.total());
            err.printf("  %,d%s images, %s%n", progress.done(), of, text(progress));
            err.flush();
        }
    }

    private void show(ScoreProgress progress) {
        ProgressBar current = bar;
        if (current == null) {
            current = new ProgressBarBuilder()
                    .setTaskName("score")
                    .setInitialMax(progress.total())
                    .setStyle(ProgressBarStyle.ASCII)
                    .hideEta()
                    .build();
            bar = current;
        }
        current.maxHint(progress.total());
        current.stepTo(progress.done());
        current.setExtraMessage(text(progress));
    }

    private static String text(ScoreProgress progress) {
        double left = progress.secondsLeft();
        return String.format(
                Locale.ROOT,
                "%.1f images/s%s%s",
                progress.imagesPerSecond(),
                Double.isNaN(left) ? "" : ", %s left".formatted(DurationText.of(left)),
                progress.failed() == 0 ? "" : ", %,d errors".formatted(progress.failed()));
    }

    @Override
    public void close() {
        ProgressBar current = bar;
        if (current != null) {
            current.close();
            bar = null;
        }
    }
}
