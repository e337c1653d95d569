package dev.gioconda.cli.command;

import dev.gioconda.report.chart.DurationText;
import dev.gioconda.train.EpochRecord;
import dev.gioconda.train.Progress;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows the progress of training: a bar on a terminal, else a line per epoch. */
public final class TrainingProgressView implements Consumer<Progress>, AutoCloseable {

    private static final long REPORT_INTERVAL_NS = 10_000_000_000L; // ns between two lines

    private final String name;
    private final PrintWriter err;
    private final boolean terminal;
    private @Nullable ProgressBar bar;
    private long lastReport = System.nanoTime();

    public TrainingProgressView(String name, PrintWriter err) {
        this.name = name;
        this.err = err;
        this.terminal = isTerminal();
    }

    /** Whether there is a terminal. JDK 22 and newer have a console without one too, and tell the difference. */
    @SuppressWarnings("SystemConsoleNull")
    public static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJdk) {
            return true;
        }
    }

    @Override
    public void accept(Progress progress) {
        if (progress instanceof Progress.Step step && terminal) {
            show(step);
        } else if (progress instanceof Progress.FeaturesCached cached
                && (cached.done() == cached.total() || reportDue())) {
            err.printf("Outputs of frozen layers: %,d of %,d images and views%n", cached.done(), cached.total());
            err.flush();
        } else if (progress instanceof Progress.EpochEnd end) {
            close();
            err.println(line(end.epoch(), end.epochs()));
            err.flush();
        }
    }

    /** Whether the last report is more than ten seconds old. */
    private boolean reportDue() {
        boolean due = System.nanoTime() - lastReport > REPORT_INTERVAL_NS;
        lastReport = due ? System.nanoTime() : lastReport;
        return due;
    }

    private void show(Progress.Step step) {
        ProgressBar current = bar;
        if (current == null) {
            current = new ProgressBarBuilder()
                    .setTaskName("%s %d/%d".formatted(name, step.epoch(), step.epochs()))
                    .setInitialMax(step.steps())
                    .setStyle(ProgressBarStyle.ASCII)
                    .hideEta()
                    .build();
            bar = current;
        }
        current.stepTo(step.step());
        current.setExtraMessage(String.format(
                Locale.ROOT,
                "loss %.3f  accuracy %.3f  %.0f images/s  %s left",
                step.loss(),
                step.accuracy(),
                step.picturesPerSecond(),
                DurationText.of(step.secondsLeft())));
    }

    private String line(EpochRecord epoch, int epochs) {
        return String.format(
                Locale.ROOT,
                "%s epoch %d/%d: loss %.3f, accuracy %.3f; validation loss %.3f, accuracy %.4f%s (%.0f images/s, %s left)",
                name,
                epoch.epoch(),
                epochs,
                epoch.trainLoss(),
                epoch.trainAccuracy(),
                epoch.validationLoss(),
                epoch.validationAccuracy(),
                epoch.kept() ? ", kept" : "",
                epoch.picturesPerSecond(),
                DurationText.of(epoch.seconds() * (epochs - epoch.epoch())));
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
