package dev.gioconda.cli.style;

import dev.gioconda.style.CostEstimate;
import dev.gioconda.style.CostEstimator;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import org.bytedeco.javacpp.Pointer;

/** Tells before a painting begins what it will take. */
final class CostEstimatePrinter {

    private static final int MIN_SIDE = 160; // pixels; smaller paintings are done before their estimate

    private CostEstimatePrinter() {}

    /**
     * Prints a line, and another one where the memory will not do.
     *
     * @param repetitions how many times the painting's time is taken, as by frames
     */
    static void print(StyleTransfer transfer, StyleTask task, double repetitions, PrintWriter err) throws IOException {
        if (task.longSide() < MIN_SIDE) {
            return;
        }
        CostEstimate estimate = CostEstimator.estimate(transfer, task);
        err.printf(
                Locale.ROOT,
                "Estimate: %s, %.1f GB of memory%n",
                formatDuration(repetitions * estimate.seconds()),
                (double) estimate.bytes() / 1e9);
        long freeBytes = Pointer.availablePhysicalBytes() + Pointer.physicalBytes();
        if (estimate.bytes() > freeBytes) {
            err.printf(
                    Locale.ROOT,
                    "That is more than the %.1f GB that are free here; a smaller --size or --backbone embedded needs less.%n",
                    (double) freeBytes / 1e9);
        }
        err.flush();
    }

    private static String formatDuration(double seconds) {
        return seconds < 90
                ? "%.0f seconds".formatted(Math.max(1, seconds))
                : seconds < 5400 ? "%.0f minutes".formatted(seconds / 60) : "%.1f hours".formatted(seconds / 3600);
    }
}
