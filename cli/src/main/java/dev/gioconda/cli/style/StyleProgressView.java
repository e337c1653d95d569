package dev.gioconda.cli.style;

import dev.gioconda.cli.command.OutputFile;
import dev.gioconda.cli.command.TrainingProgressView;
import dev.gioconda.style.StyleProgress;
import dev.gioconda.style.loss.LossValues;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows the progress of a style transfer: a bar on a terminal, else a line per scale, and previews in a file. */
final class StyleProgressView implements Predicate<StyleProgress>, AutoCloseable {

    private static final double PREVIEW_INTERVAL = 3; // seconds

    private final PrintWriter err;
    private final @Nullable Path preview;
    private final boolean terminal = TrainingProgressView.isTerminal();
    private final List<LossPoint> history = new ArrayList<>();
    private @Nullable ProgressBar bar;
    private double lastPreview;

    /**
     * A point of the loss curves.
     *
     * @param iteration over all scales
     * @param size long side of the image at this scale, in pixels
     * @param seconds since the start
     * @param losses before the iteration's step
     */
    record LossPoint(int iteration, int size, double seconds, LossValues losses) {}

    StyleProgressView(PrintWriter err, @Nullable Path preview) {
        this.err = err;
        this.preview = preview;
    }

    /** The loss curves. */
    List<LossPoint> history() {
        return history;
    }

    @Override
    public boolean test(StyleProgress progress) {
        int side = Math.max(progress.size().width(), progress.size().height());
        history.add(new LossPoint(progress.completed(), side, progress.seconds(), progress.losses()));
        if (terminal) {
            show(progress);
        } else if (progress.iteration() == progress.iterations()) {
            err.println(String.format(
                    Locale.ROOT,
                    "%d x %d: %d iterations, loss %.4g (content %.4g, style %.4g, smoothness %.4g), %.1f s",
                    progress.size().width(),
                    progress.size().height(),
                    progress.iterations(),
                    progress.losses().total(),
                    progress.losses().content(),
                    progress.losses().style(),
                    progress.losses().smoothness(),
                    progress.seconds()));
            err.flush();
        }
        if (preview != null && progress.seconds() - lastPreview > PREVIEW_INTERVAL) {
            lastPreview = progress.seconds();
            try {
                OutputFile.write(preview, progress.preview().get());
            } catch (IOException failed) {
                throw new UncheckedIOException("The preview could not be written to " + preview, failed);
            }
        }
        return true;
    }

    private void show(StyleProgress progress) {
        ProgressBar current = bar;
        if (current == null) {
            current = new ProgressBarBuilder()
                    .setTaskName("style transfer")
                    .setInitialMax(progress.total())
                    .setStyle(ProgressBarStyle.ASCII)
                    .build();
            bar = current;
        }
        current.stepTo(progress.completed());
        current.setExtraMessage(String.format(
                Locale.ROOT,
                "%d x %d  loss %.4g",
                progress.size().width(),
                progress.size().height(),
                progress.losses().total()));
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
