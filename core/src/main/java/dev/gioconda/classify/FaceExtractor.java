package dev.gioconda.classify;

import dev.gioconda.face.FaceDetector;
import dev.gioconda.face.Framing;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The first half of the pipeline, which needs no model: decodes an image, detects its faces and crops them. Safe for several
 * threads: each call takes a detector of its own from a pool, which grows to the number of simultaneous calls.
 */
public final class FaceExtractor implements AutoCloseable {

    /** The usual detection score of the least clear face that is reported. */
    public static final double MIN_DETECTION = 0.2;

    private final SafeImageDecoder decoder;
    private final double minDetection;
    private final BlockingQueue<FaceDetector> idleDetectors = new LinkedBlockingQueue<>();

    /**
     * @param decoder with the limits for images from outside
     * @param minDetection detection score of the least clear face that is reported, 0 to 1
     */
    public FaceExtractor(SafeImageDecoder decoder, double minDetection) {
        if (!(minDetection >= 0 && minDetection <= 1)) {
            throw new IllegalArgumentException(
                    "The smallest detection score is %s; expected 0 to 1.".formatted(minDetection));
        }
        this.decoder = decoder;
        this.minDetection = minDetection;
    }

    /**
     * Decodes the bytes of an image file and crops its regions.
     *
     * @param framing {@link Framing#PHOTO} to detect faces, otherwise where the one face is
     * @param input geometry of the crops
     * @throws RefusedPictureException if the bytes are not an image within the decoder's limits
     */
    public FaceCrops extract(byte[] bytes, Framing framing, CropGeometry input) throws RefusedPictureException {
        return extract(decoder.decode(bytes), framing, input);
    }

    /** Crops the regions of a decoded image. */
    public FaceCrops extract(Picture image, Framing framing, CropGeometry input) {
        List<FaceCrop> crops = regions(image, framing).stream()
                .map(region -> FaceCrop.of(region, image, input))
                .toList();
        return new FaceCrops(image, framing, crops);
    }

    private List<? extends Region> regions(Picture image, Framing framing) {
        if (framing != Framing.PHOTO) {
            return List.of(WholeFrame.of(image, framing));
        }
        FaceDetector pooled = idleDetectors.poll();
        FaceDetector detector = pooled == null ? new FaceDetector() : pooled;
        try {
            return detector.detectInPhotograph(image).stream()
                    .filter(face -> face.detection() >= minDetection)
                    .map(DetectedFace::new)
                    .toList();
        } finally {
            idleDetectors.add(detector);
        }
    }

    /** Releases the native memory of the detectors. */
    @Override
    public void close() {
        idleDetectors.forEach(FaceDetector::close);
        idleDetectors.clear();
    }
}
