package dev.gioconda.face.detector;

import dev.gioconda.face.FaceDetector;
import dev.gioconda.face.cascade.CascadeDetector;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which detector is used: YuNet where its file was fetched or imported ({@code gioconda weights fetch yunet}), otherwise OpenCV's cascades.
 *
 * @param yunet YuNet's file; null for the cascades
 */
public record FaceDetectors(@Nullable Path yunet) {

    /** The id of YuNet. */
    public static final String YUNET = "yunet";

    /** The id of OpenCV's cascades. */
    public static final String CASCADES = CascadeDetector.ID;

    /** YuNet if its file is on this machine, otherwise the cascades. */
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
     * @param id {@link #AUTO}, {@link #YUNET} or {@link #CASCADES}
     * @param weights the cache with YuNet's file
     * @throws IllegalArgumentException if there is none with that id, or its file is not on this machine
     */
    public static FaceDetectors named(String id, OfficialWeights weights) {
        return switch (id) {
            case CASCADES -> new FaceDetectors(null);
            case AUTO -> new FaceDetectors(yunetFile(weights).orElse(null));
            case YUNET ->
                new FaceDetectors(
                        yunetFile(weights)
                                .orElseThrow(
                                        () -> new IllegalArgumentException(
                                                "YuNet's file is not on this machine; \"gioconda weights fetch yunet\" downloads it.")));
            default ->
                throw new IllegalArgumentException("There is no face detector \"%s\"; expected %s, %s or %s."
                        .formatted(id, AUTO, YUNET, CASCADES));
        };
    }

    /** The id of the detector. */
    public String id() {
        return yunet == null ? CASCADES : YUNET;
    }

    /** Opens a detector; the caller closes it. */
    public FaceDetector open() {
        if (yunet == null) {
            return new CascadeDetector();
        }
        try {
            return new YuNetDetector(yunet);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
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
