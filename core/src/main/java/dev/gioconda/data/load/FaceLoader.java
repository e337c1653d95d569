package dev.gioconda.data.load;

import dev.gioconda.data.Example;
import dev.gioconda.data.archive.PictureArchive;
import dev.gioconda.face.FaceCropper;
import dev.gioconda.face.Framing;
import dev.gioconda.face.detector.DetectorPool;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the pictures of examples, detects and crops their faces, on all cores. Damaged pictures are reported and
 * skipped. More of them than {@link #maxBroken} is an error, since then the data set is wrong rather than a picture.
 */
public final class FaceLoader {

    private static final double BROKEN_LIMIT = 0.01;
    private static final int BROKEN_IN_SMALL_SETS = 5;
    private static final int SMALL_SET_SHARE = 10; // at most one picture in ten
    private static final int IN_FLIGHT = 64; // encoded pictures waiting in memory

    private final CropGeometry geometry;
    private final long memoryLimit;
    private final PictureChange change;
    private final SafeImageDecoder decoder = new SafeImageDecoder(SafeImageDecoder.DecodeLimits.LOCAL);

    /** A loader that stores up to {@code memoryLimit} bytes of pixels in memory, otherwise in a temporary file. */
    public FaceLoader(CropGeometry geometry, long memoryLimit) {
        this(geometry, memoryLimit, PictureChange.NONE);
    }

    /** A loader that changes every picture before its face is detected. */
    public FaceLoader(CropGeometry geometry, long memoryLimit, PictureChange change) {
        this.geometry = geometry;
        this.memoryLimit = memoryLimit;
        this.change = change;
    }

    /**
     * Loads the faces in the examples' order.
     *
     * @param progress called after every picture, by several threads
     * @throws IOException if an archive cannot be read or more pictures are damaged than {@link #maxBroken}
     */
    public Faces load(List<Example> examples, Runnable progress) throws IOException {
        if (examples.isEmpty()) {
            throw new IllegalArgumentException("There are no pictures to load; check the data sets and the split.");
        }
        FaceCache cache = FaceCache.allocate(examples.size(), geometry, memoryLimit);
        @Nullable String[] reasons = new String[examples.size()]; // why there is no face; null if there is one
        boolean[] broken = new boolean[examples.size()];
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        DetectorPool detectors = new DetectorPool(FaceDetectors.installed());
        try {
            decodeAll(examples, cache, reasons, broken, workers, detectors, progress);
        } catch (IOException | RuntimeException failure) {
            cache.close();
            throw failure;
        } finally {
            workers.shutdownNow();
            detectors.close();
        }
        return collect(examples, cache, reasons, broken);
    }

    private void decodeAll(
            List<Example> examples,
            FaceCache cache,
            @Nullable String[] reasons,
            boolean[] broken,
            ExecutorService workers,
            DetectorPool detectors,
            Runnable progress)
            throws IOException {
        Map<PictureArchive, Map<String, Integer>> wanted = new LinkedHashMap<>();
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            reasons[i] = "its archive has no entry " + example.entry();
            broken[i] = true;
            wanted.computeIfAbsent(example.archive(), archive -> new HashMap<>())
                    .put(example.entry(), i);
        }
        Semaphore inFlight = new Semaphore(IN_FLIGHT);
        List<Future<?>> tasks = new ArrayList<>();
        for (Map.Entry<PictureArchive, Map<String, Integer>> source : wanted.entrySet()) {
            Map<String, Integer> rows = source.getValue();
            source.getKey().visit(rows.keySet(), (entry, bytes) -> {
                int row = rows.getOrDefault(entry, -1);
                inFlight.acquireUninterruptibly();
                tasks.add(workers.submit(() -> {
                    try {
                        Optional<Picture> face = face(examples.get(row), bytes, detectors);
                        face.ifPresent(found -> cache.put(row, found));
                        reasons[row] = face.isPresent() ? null : "no face was detected in it";
                        broken[row] = false;
                    } catch (RefusedPictureException refused) {
                        reasons[row] = refused.getMessage();
                    } finally {
                        inFlight.release();
                    }
                    progress.run();
                    return null;
                }));
            });
        }
        for (Future<?> task : tasks) {
            try {
                task.get();
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof UncheckedIOException unreadable) {
                    throw unreadable;
                }
                throw new IllegalStateException("A picture could not be loaded.", failed.getCause());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException("Loading was interrupted.", interrupted);
            }
        }
    }

    private Optional<Picture> face(Example example, byte[] bytes, DetectorPool detectors)
            throws RefusedPictureException {
        Picture picture = change.apply(example, decoder.decode(bytes));
        if (example.framing() != Framing.PHOTO) {
            return Optional.of(FaceCropper.crop(picture, example.framing(), geometry));
        }
        return detectors
                .apply(detector -> detector.largest(picture).map(face -> detector.refined(picture, face)))
                .map(face -> FaceCropper.crop(picture, face, geometry));
    }

    private Faces collect(List<Example> examples, FaceCache cache, @Nullable String[] reasons, boolean[] broken)
            throws IOException {
        List<Example> kept = new ArrayList<>();
        List<Faces.Skipped> skipped = new ArrayList<>();
        int[] rows = new int[examples.size()];
        int brokenCount = 0;
        for (int i = 0; i < examples.size(); i++) {
            String reason = reasons[i];
            if (reason == null) {
                rows[kept.size()] = i;
                kept.add(examples.get(i));
            } else {
                skipped.add(new Faces.Skipped(examples.get(i), reason, broken[i]));
                brokenCount += broken[i] ? 1 : 0;
            }
        }
        if (brokenCount > maxBroken(examples.size())) {
            Faces.Skipped first =
                    skipped.stream().filter(Faces.Skipped::broken).findFirst().orElseThrow();
            cache.close();
            throw new IOException("%d of %d pictures are damaged, more than the limit of %d; the first is %s: %s"
                    .formatted(
                            brokenCount,
                            examples.size(),
                            maxBroken(examples.size()),
                            first.example().name(),
                            first.reason()));
        }
        return new Faces(List.copyOf(kept), java.util.Arrays.copyOf(rows, kept.size()), cache, geometry, skipped);
    }

    /** The largest number of damaged pictures: 1 %, in small sets up to five, but not more than a tenth, and one of two to ten. */
    static int maxBroken(int pictures) {
        int inSmallSet = Math.min(BROKEN_IN_SMALL_SETS, Math.max(pictures > 1 ? 1 : 0, pictures / SMALL_SET_SHARE));
        return Math.max((int) (BROKEN_LIMIT * pictures), inSmallSet);
    }
}
