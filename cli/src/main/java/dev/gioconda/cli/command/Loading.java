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

/** Loads faces and says what was left out, and why. */
public final class Loading {

    private static final int NAMED = 5;
    private static final long SILENCE = 10_000_000_000L; // ns between two lines

    private Loading() {}

    public static Faces load(String what, List<Example> examples, CropGeometry geometry, PrintWriter err)
            throws IOException {
        if (examples.isEmpty()) {
            throw new IllegalArgumentException(
                    "The %s part is empty; check --data, --split and --protocol.".formatted(what));
        }
        err.printf("Loading %,d %s pictures...%n", examples.size(), what);
        err.flush();
        AtomicInteger done = new AtomicInteger();
        AtomicLong told = new AtomicLong(System.nanoTime());
        Faces faces = new FaceLoader(geometry, FaceCache.MEMORY_LIMIT).load(examples, () -> {
            int count = done.incrementAndGet();
            long last = told.get();
            if (System.nanoTime() - last > SILENCE && told.compareAndSet(last, System.nanoTime())) {
                err.printf("  %,d of %,d%n", count, examples.size());
                err.flush();
            }
        });
        if (!faces.skipped().isEmpty()) {
            err.printf("%,d of them gave no face:%n", faces.skipped().size());
            faces.skipped().stream()
                    .limit(NAMED)
                    .forEach(skipped ->
                            err.printf("  %s: %s%n", skipped.example().name(), skipped.reason()));
            if (faces.skipped().size() > NAMED) {
                err.printf("  and %,d more%n", faces.skipped().size() - NAMED);
            }
        }
        err.flush();
        return faces;
    }
}
