package dev.gioconda.face.detector;

import dev.gioconda.face.FaceDetector;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** Detectors for several threads: each call uses one of its own, and the pool grows to the number of simultaneous calls. */
public final class DetectorPool implements AutoCloseable {

    private final FaceDetectors detectors;
    private final BlockingQueue<FaceDetector> idle = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    /** A pool of detectors of one kind. */
    public DetectorPool(FaceDetectors detectors) {
        this.detectors = detectors;
    }

    /** The result of a function of a detector, which must not keep it. */
    public <T> T apply(Function<FaceDetector, T> function) {
        FaceDetector pooled = idle.poll();
        FaceDetector detector = pooled == null ? detectors.open() : pooled;
        try {
            return function.apply(detector);
        } finally {
            idle.add(detector);
            if (closed) {
                close(); // meanwhile; this detector is closed, too
            }
        }
    }

    /** Releases the native memory of the detectors. */
    @Override
    public void close() {
        closed = true;
        for (FaceDetector detector = idle.poll(); detector != null; detector = idle.poll()) {
            detector.close();
        }
    }
}
