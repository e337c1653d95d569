package dev.gioconda.cli.style;

import dev.gioconda.style.Estimate;
import dev.gioconda.style.Forecast;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import org.bytedeco.javacpp.Pointer;

/** Tells before a painting begins what it will take. */
final class StyleForecast {

    private static final int WORTHWHILE = 160; // pixels; smaller paintings are done before their estimate

    private StyleForecast() {}

    /**
     * Prints a line, and another one where the memory will not do.
     *
     * @param times how many times the painting's time is taken, as by frames
     */
    static void tell(StyleTransfer transfer, StyleTask task, double times, PrintWriter err) throws IOException {
        if (task.longSide() < WORTHWHILE) {
            return;
        }
        Estimate estimate = Forecast.of(transfer, task);
        err.printf(
                Locale.ROOT,
                "Estimate: %s, %.1f GB of memory%n",
                time(times * estimate.seconds()),
                (double) estimate.bytes() / 1e9);
        long free = Pointer.availablePhysicalBytes() + Pointer.physicalBytes();
        if (estimate.bytes() > free) {
            err.printf(
                    Locale.ROOT,
                    "That is more than the %.1f GB that are free here; a smaller --size or --backbone embedded needs less.%n",
                    (double) free / 1e9);
        }
        err.flush();
    }

    private static String time(double seconds) {
        return seconds < 90
                ? "%.0f seconds".formatted(Math.max(1, seconds))
                : seconds < 5400 ? "%.0f minutes".formatted(seconds / 60) : "%.1f hours".formatted(seconds / 3600);
    }
}
