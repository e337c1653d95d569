package dev.gioconda.recognition;

import dev.gioconda.face.Face;
import dev.gioconda.face.FaceDetector;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.image.Picture;
import java.util.List;
import java.util.Optional;

/** Detects the faces of images and embeds them. */
public final class FaceDescriber implements AutoCloseable {

    /** The most faces of an image that are embedded. */
    public static final int MAX_FACES = 200;

    private final FaceDetector detector;
    private final FaceEmbedder embedder;

    /**
     * Opens a detector.
     *
     * @param embedder closed with this object
     */
    public FaceDescriber(FaceDetectors detectors, FaceEmbedder embedder) {
        this.detector = detectors.open();
        this.embedder = embedder;
    }

    /** The embedder. */
    public FaceEmbedder embedder() {
        return embedder;
    }

    /** The faces of an image, the clear and large ones first, at most {@link #MAX_FACES}. */
    public List<DescribedFace> describe(Picture image) {
        return detector.detect(image).stream()
                .limit(MAX_FACES)
                .map(face -> describe(image, face))
                .toList();
    }

    /** The largest clear face of an image; empty if there is no face. */
    public Optional<DescribedFace> describeLargest(Picture image) {
        return detector.detect(image).stream().findFirst().map(face -> describe(image, face));
    }

    private DescribedFace describe(Picture image, Face face) {
        return new DescribedFace(face, embedder.embed(image, detector.refined(image, face)));
    }

    @Override
    public void close() {
        detector.close();
        embedder.close();
    }
}
