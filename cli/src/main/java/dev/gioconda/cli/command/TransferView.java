package dev.gioconda.cli.command;

import dev.gioconda.weights.fetch.DownloadProgress;
import java.io.PrintWriter;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar of the bytes that have come, on a terminal; elsewhere a line when a file begins. */
public final class TransferView implements Consumer<DownloadProgress>, AutoCloseable {

    private static final long MEBIBYTE = 1L << 20;

    private final PrintWriter err;
    private final boolean terminal = ProgressView.isTerminal();
    private @Nullable ProgressBar bar;
    private String task = "";

    public TransferView(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void accept(DownloadProgress progress) {
        String now =
                (progress.stage() == DownloadProgress.Stage.FETCHING ? "fetching " : "checking ") + progress.name();
        if (!now.equals(task)) {
            close();
            task = now;
            if (!terminal) {
                err.println(now + (progress.total() < 0 ? "" : " (%,d bytes)".formatted(progress.total())));
                err.flush();
            }
        }
        if (terminal) {
            show(progress);
        }
    }

    private void show(DownloadProgress progress) {
        ProgressBar shown = bar;
        if (shown == null) {
            shown = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(progress.total())
                    .setUnit(" MiB", MEBIBYTE)
                    .setStyle(ProgressBarStyle.ASCII)
                    .showSpeed()
                    .build();
            bar = shown;
        }
        shown.stepTo(progress.done());
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
