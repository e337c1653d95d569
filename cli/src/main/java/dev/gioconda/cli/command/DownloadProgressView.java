package dev.gioconda.cli.command;

import dev.gioconda.weights.fetch.DownloadProgress;
import java.io.PrintWriter;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows the progress of downloads: a bar on a terminal, else a line when a file starts. */
public final class DownloadProgressView implements Consumer<DownloadProgress>, AutoCloseable {

    private static final long MEBIBYTE = 1L << 20;

    private final PrintWriter err;
    private final boolean terminal = TrainingProgressView.isTerminal();
    private @Nullable ProgressBar bar;
    private String taskName = "";

    public DownloadProgressView(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void accept(DownloadProgress progress) {
        String stageName = (progress.stage() == DownloadProgress.DownloadStage.FETCHING ? "fetching " : "checking ")
                + progress.name();
        if (!stageName.equals(taskName)) {
            close();
            taskName = stageName;
            if (!terminal) {
                err.println(stageName + (progress.total() < 0 ? "" : " (%,d bytes)".formatted(progress.total())));
                err.flush();
            }
        }
        if (terminal) {
            show(progress);
        }
    }

    private void show(DownloadProgress progress) {
        ProgressBar current = bar;
        if (current == null) {
            current = new ProgressBarBuilder()
                    .setTaskName(taskName)
                    .setInitialMax(progress.total())
                    .setUnit(" MiB", MEBIBYTE)
                    .setStyle(ProgressBarStyle.ASCII)
                    .showSpeed()
                    .build();
            bar = current;
        }
        current.stepTo(progress.done());
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
