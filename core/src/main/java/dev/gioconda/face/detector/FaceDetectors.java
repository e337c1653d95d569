package dev.gioconda.face.detector;

import dev.gioconda.detection.ObjectDetector;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.face.cascade.CascadeDetector;
import dev.gioconda.model.DetectorFiles;
import dev.gioconda.model.DetectorManifest;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which detector is used: YuNet where its file was fetched or imported ({@code gioconda weights fetch yunet}), otherwise the embedded one.
 *
 * @param id {@link #YUNET}, {@link #GIOCONDA}, {@link #CASCADES}, or the folder of a trained detector
 * @param file YuNet's file, or the folder of a trained detector; null for the others
 */
public record FaceDetectors(String id, @Nullable Path file) {

    /** Of a box; chosen on validation pictures, see docs/results/faces.md. */
    private static final double MIN_SCORE = 0.5;

    /** The id of YuNet. */
    public static final String YUNET = "yunet";

    /** The id of the detector that is part of the program, see {@link DetectorFiles}. */
    public static final String GIOCONDA = "gioconda";

    /** The id of OpenCV's cascades. */
    public static final String CASCADES = CascadeDetector.ID;

    /** YuNet if its file is on this machine, otherwise the embedded detector. */
    public static final String AUTO = "auto";

    /** The environment variable with the detector that is used where none is named. */
    public static final String VARIABLE = "GIOCONDA_DETECTOR";

    /** The detector of {@link #VARIABLE}, {@link #AUTO} if it is not set, in this user's cache of weights. */
    public static FaceDetectors installed() {
        return installed(OfficialWeights.forCurrentUser());
    }

    /** The detector of {@link #VARIABLE}, {@link #AUTO} if it is not set. */
    public static FaceDetectors installed(OfficialWeights weights) {
        String id = System.getenv(VARIABLE);
        return named(id == null || id.isBlank() ? AUTO : id, weights);
    }

    /**
     * A detector by its id.
     *
     * @param id one of the constants
     * @param weights the cache with YuNet's file
     * @throws IllegalArgumentException if there is none with that id, or its file is not on this machine
     */
    public static FaceDetectors named(String id, OfficialWeights weights) {
        return switch (id) {
            case CASCADES, GIOCONDA -> new FaceDetectors(id, null);
            case AUTO ->
                yunetFile(weights)
                        .map(file -> new FaceDetectors(YUNET, file))
                        .orElseGet(() -> new FaceDetectors(GIOCONDA, null));
            case YUNET ->
                new FaceDetectors(
                        YUNET,
                        yunetFile(weights)
                                .orElseThrow(
                                        () -> new IllegalArgumentException(
                                                "YuNet's file is not on this machine; \"gioconda weights fetch yunet\" downloads it.")));
            default -> trained(id);
        };
    }

    private static FaceDetectors trained(String id) {
        Path folder = Path.of(id);
        if (!DetectorFiles.isVersion(folder)) {
            throw new IllegalArgumentException(
                    "There is no face detector \"%s\"; expected %s, %s, %s, %s, or the folder of a trained detector."
                            .formatted(id, AUTO, YUNET, GIOCONDA, CASCADES));
        }
        return new FaceDetectors(id, folder);
    }

    /** Opens a detector; the caller closes it. */
    public FaceDetector open() {
        try {
            return switch (id) {
                case CASCADES -> new CascadeDetector();
                case YUNET -> new ScanningDetector(id, new YuNetScan(Objects.requireNonNull(file)));
                case GIOCONDA -> new ScanningDetector(id, EmbeddedScan.get());
                default -> new ScanningDetector(id, read(Objects.requireNonNull(file)));
            };
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static NetworkScan read(Path folder) throws IOException {
        DetectorManifest manifest = DetectorFiles.manifest(folder);
        return new NetworkScan(
                new ObjectDetector(DetectorFiles.network(folder, manifest), MIN_SCORE), manifest.points());
    }

    /** The embedded network, read when it is first used and shared by all detectors of the process. */
    private static final class EmbeddedScan {

        private static @Nullable NetworkScan loaded;

        private EmbeddedScan() {}

        static synchronized NetworkScan get() throws IOException {
            NetworkScan scan = loaded;
            if (scan == null) {
                scan = read(DetectorFiles.embedded());
                loaded = scan;
            }
            return scan;
        }
    }

    private static Optional<Path> yunetFile(OfficialWeights weights) {
        try {
            return weights.find(YUNET);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The weight cache cannot be read.", unreadable);
        }
    }
}
