package dev.gioconda.cli.style;

import dev.gioconda.report.chart.DurationText;
import dev.gioconda.style.CostEstimate;
import dev.gioconda.style.CostEstimator;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import org.bytedeco.javacpp.Pointer;

/** Prints the estimated time and memory of a style transfer before it starts. Measures two short runs first. */
final class CostEstimatePrinter {

    private static final int MIN_SIDE = 160; // pixels; smaller images are done before their estimate is

    private CostEstimatePrinter() {}

    /**
     * Prints the estimate, and a warning if there is not enough memory.
     *
     * @param repetitions number of runs of this cost, such as frames
     */
    static void print(StyleTransfer transfer, StyleTask task, double repetitions, PrintWriter err) throws IOException {
        if (task.longSide() < MIN_SIDE) {
            return;
        }
        CostEstimate estimate = CostEstimator.estimate(transfer, task);
        err.printf(
                Locale.ROOT,
                "Estimate: %s, %.1f GB of memory%n",
                DurationText.of(repetitions * estimate.seconds()),
                (double) estimate.bytes() / 1e9);
        long freeBytes = Pointer.availablePhysicalBytes() + Pointer.physicalBytes();
        if (estimate.bytes() > freeBytes) {
            err.printf(
                    Locale.ROOT,
                    "This is more than the %.1f GB of free memory; a smaller --size or --backbone painting needs less.%n",
                    (double) freeBytes / 1e9);
        }
        err.flush();
    }
}
