package dev.gioconda.classify;

import dev.gioconda.face.Framing;
import dev.gioconda.face.detector.DetectorPool;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.util.List;

/**
 * The first half of the pipeline, which needs no model: decodes an image, detects its faces and crops them. Safe for several
 * threads.
 */
public final class FaceExtractor implements AutoCloseable {

    /** The usual detection score of the least clear face that is reported. */
    public static final double MIN_DETECTION = 0.2;

    /** The most faces of an image that are classified, clear and large ones first: the work of a request is bounded. */
    public static final int MAX_FACES = 200;

    private final SafeImageDecoder decoder;
    private final double minDetection;
    private final DetectorPool detectors;

    /**
     * @param decoder with the limits for images from outside
     * @param detectors the kind of detector
     * @param minDetection detection score of the least clear face that is reported, 0 to 1
     */
    public FaceExtractor(SafeImageDecoder decoder, FaceDetectors detectors, double minDetection) {
        if (!(minDetection >= 0 && minDetection <= 1)) {
            throw new IllegalArgumentException(
                    "The smallest detection score is %s; expected 0 to 1.".formatted(minDetection));
        }
        this.decoder = decoder;
        this.minDetection = minDetection;
        this.detectors = new DetectorPool(detectors);
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
        return detectors.apply(detector -> detector.detect(image).stream()
                .filter(face -> face.detection() >= minDetection)
                .limit(MAX_FACES)
                .map(face -> new DetectedFace(detector.refined(image, face)))
                .toList());
    }

    /** Releases the native memory of the detectors. */
    @Override
    public void close() {
        detectors.close();
    }
}
