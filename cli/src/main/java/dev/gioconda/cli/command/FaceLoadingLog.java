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
import java.util.concurrent.atomic.AtomicLong;

/** Loads faces, and reports progress and the images that were skipped. */
public final class FaceLoadingLog {

    private static final int MAX_LISTED = 5;
    private static final long REPORT_INTERVAL_NS = 10_000_000_000L; // ns between two lines

    private FaceLoadingLog() {}

    public static Faces load(String partName, List<Example> examples, CropGeometry geometry, PrintWriter err)
            throws IOException {
        if (examples.isEmpty()) {
            throw new IllegalArgumentException(
                    "The %s part is empty; check --data, --split and --protocol.".formatted(partName));
        }
        err.printf("Loading %,d %s images...%n", examples.size(), partName);
        err.flush();
        AtomicInteger done = new AtomicInteger();
        AtomicLong lastReport = new AtomicLong(System.nanoTime());
        Faces faces = new FaceLoader(geometry, FaceCache.MEMORY_LIMIT).load(examples, () -> {
            int count = done.incrementAndGet();
            long last = lastReport.get();
            if (System.nanoTime() - last > REPORT_INTERVAL_NS && lastReport.compareAndSet(last, System.nanoTime())) {
                err.printf("  %,d of %,d%n", count, examples.size());
                err.flush();
            }
        });
        if (!faces.skipped().isEmpty()) {
            err.printf("%,d of them were skipped:%n", faces.skipped().size());
            faces.skipped().stream()
                    .limit(MAX_LISTED)
                    .forEach(skipped ->
                            err.printf("  %s: %s%n", skipped.example().name(), skipped.reason()));
            if (faces.skipped().size() > MAX_LISTED) {
                err.printf("  and %,d more%n", faces.skipped().size() - MAX_LISTED);
            }
        }
        err.flush();
        return faces;
    }
}
