package dev.gioconda.cli.command;

import dev.gioconda.data.Example;
import dev.gioconda.data.load.FaceCache;
import dev.gioconda.data.load.FaceLoader;
import dev.gioconda.data.load.Faces;
import dev.gioconda.image.CropGeometry;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Reports how faces are loaded, and the images that were skipped. */
public final class FaceLoadingLog {

    private static final int MAX_LISTED = 5;
    private static final long REPORT_INTERVAL_NS = 10_000_000_000L; // ns between two lines

    private final PrintWriter err;
    private long lastReport = System.nanoTime();

    public FaceLoadingLog(PrintWriter err) {
        this.err = err;
    }

    /** Loads the faces of a part and reports the progress. */
    public static Faces load(String part, List<Example> examples, CropGeometry geometry, PrintWriter err)
            throws IOException {
        if (examples.isEmpty()) {
            throw new IllegalArgumentException(
                    "The %s part is empty; check --data, --split and --protocol.".formatted(part));
        }
        FaceLoadingLog log = new FaceLoadingLog(err);
        log.loading(part, 0, examples.size());
        AtomicInteger done = new AtomicInteger();
        Faces faces = new FaceLoader(geometry, FaceCache.MEMORY_LIMIT)
                .load(examples, () -> log.loading(part, done.incrementAndGet(), examples.size()));
        log.skipped(faces.skipped());
        return faces;
    }

    /** Prints a line at the start, and then one in ten seconds. */
    public synchronized void loading(String part, int done, int total) { // called by several threads
        if (done == 0) {
            err.printf("Loading %,d %s images...%n", total, part);
        } else if (System.nanoTime() - lastReport > REPORT_INTERVAL_NS) {
            err.printf("  %,d of %,d%n", done, total);
        } else {
            return;
        }
        lastReport = System.nanoTime();
        err.flush();
    }

    /** Prints the first of the skipped images with the reasons. */
    public void skipped(List<Faces.Skipped> skipped) {
        if (!skipped.isEmpty()) {
            err.printf("%,d of them were skipped:%n", skipped.size());
            skipped.stream()
                    .limit(MAX_LISTED)
                    .forEach(image -> err.printf("  %s: %s%n", image.example().name(), image.reason()));
            if (skipped.size() > MAX_LISTED) {
                err.printf("  and %,d more%n", skipped.size() - MAX_LISTED);
            }
        }
        err.flush();
    }
}
