package dev.gioconda.face.cascade;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_objdetect;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;

/** One of OpenCV's boosted cascades (Viola and Jones 2001), from its jar. Not thread-safe. */
final class Cascade implements AutoCloseable {
    private static final double SCALE_STEP = 1.1;
    private static final int MIN_NEIGHBORS = 0;

    /** A square that the cascade accepts, in pixels of the patch. */
    record DetectionWindow(int x, int y, int side) {}

    private final CascadeClassifier classifier;

    /** Loads a cascade by its name, such as {@code haarcascade_frontalface_alt2}. */
    Cascade(String name) {
        String resource =
                "/org/bytedeco/opencv/%s/share/opencv4/haarcascades/%s.xml".formatted(Loader.getPlatform(), name);
        try {
            File file = Loader.cacheResource(opencv_objdetect.class, resource);
            if (file == null) {
                throw new IllegalStateException(
                        ("OpenCV's jar for %s does not contain %s; expected the native libraries of "
                                        + "this platform on the class path. Build with -Djavacpp.platform.all.")
                                .formatted(Loader.getPlatform(), resource));
            }
            classifier = new CascadeClassifier(file.getPath());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "OpenCV's %s could not be unpacked into JavaCPP's cache.".formatted(name), e);
        }
        if (classifier.empty()) {
            throw new IllegalStateException("OpenCV could not read its own %s.".formatted(name));
        }
    }

    /** Every window that the cascade accepts, ungrouped; sides between the limits, in pixels of the patch. */
    @SuppressWarnings("try") // the scope frees what is allocated inside it
    List<DetectionWindow> windows(Mat gray, int minSide, int maxSide) {
        try (PointerScope scope = new PointerScope()) {
            RectVector boxes = new RectVector();
            Size minSize = new Size(minSide, minSide);
            classifier.detectMultiScale(gray, boxes, SCALE_STEP, MIN_NEIGHBORS, 0, minSize, new Size(maxSide, maxSide));
            List<DetectionWindow> windows = new ArrayList<>();
            for (long i = 0; i < boxes.size(); i++) {
                Rect box = boxes.get(i);
                windows.add(new DetectionWindow(box.x(), box.y(), box.width()));
            }
            // OpenCV's threads return windows in any order, and sums of doubles depend on the order
            windows.sort(Comparator.comparingInt(DetectionWindow::side)
                    .thenComparingInt(DetectionWindow::y)
                    .thenComparingInt(DetectionWindow::x));
            return windows;
        }
    }

    @Override
    public void close() {
        classifier.close();
    }
}
