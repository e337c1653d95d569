package dev.gioconda.cli.command;

import dev.gioconda.train.EpochRecord;
import dev.gioconda.train.Progress;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a training: a bar on a terminal, plain lines elsewhere. */
public final class ProgressView implements Consumer<Progress>, AutoCloseable {

    private static final long SILENCE = 10_000_000_000L; // ns between two lines

    private final String name;
    private final PrintWriter err;
    private final boolean terminal;
    private @Nullable ProgressBar bar;
    private long told = System.nanoTime();

    public ProgressView(String name, PrintWriter err) {
        this.name = name;
        this.err = err;
        this.terminal = isTerminal();
    }

    /** JDK 22 and newer have a console even where there is no terminal; they also say which it is. */
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
        } else if (progress instanceof Progress.Cached cached && (cached.done() == cached.total() || slow())) {
            err.printf("Frozen layers: %,d of %,d pictures and views%n", cached.done(), cached.total());
            err.flush();
        } else if (progress instanceof Progress.EpochEnd end) {
            close();
            err.println(line(end.epoch(), end.epochs()));
            err.flush();
        }
    }

    /** True once in ten seconds. */
    private boolean slow() {
        boolean due = System.nanoTime() - told > SILENCE;
        told = due ? System.nanoTime() : told;
        return due;
    }

    private void show(Progress.Step step) {
        ProgressBar shown = bar;
        if (shown == null) {
            shown = new ProgressBarBuilder()
                    .setTaskName("%s %d/%d".formatted(name, step.epoch(), step.epochs()))
                    .setInitialMax(step.steps())
                    .setStyle(ProgressBarStyle.ASCII)
                    .hideEta()
                    .build();
            bar = shown;
        }
        shown.stepTo(step.step());
        shown.setExtraMessage(String.format(
                Locale.ROOT,
                "loss %.3f  accuracy %.3f  %.0f pictures/s  %s left",
                step.loss(),
                step.accuracy(),
                step.picturesPerSecond(),
                time(step.secondsLeft())));
    }

    private String line(EpochRecord epoch, int epochs) {
        return String.format(
                Locale.ROOT,
                "%s epoch %d/%d: loss %.3f, accuracy %.3f; validation loss %.3f, accuracy %.4f%s (%.0f pictures/s, %s left)",
                name,
                epoch.epoch(),
                epochs,
                epoch.trainLoss(),
                epoch.trainAccuracy(),
                epoch.validationLoss(),
                epoch.validationAccuracy(),
                epoch.kept() ? ", kept" : "",
                epoch.picturesPerSecond(),
                time(epoch.seconds() * (epochs - epoch.epoch())));
    }

    private static String time(double seconds) {
        Duration left = Duration.ofSeconds(Math.round(seconds));
        return left.toHours() > 0
                ? "%d h %02d min".formatted(left.toHours(), left.toMinutesPart())
                : "%d:%02d".formatted(left.toMinutes(), left.toSecondsPart());
    }

    @Override
    public void close() {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.close();
            bar = null;
        }
    }
}
