package dev.gioconda.classify;

import dev.gioconda.face.Framing;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.GradCam;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Classifies the faces in an image: decode, detect, crop, classify, answer.
 *
 * <pre>{@code
 * try (FacePipeline pipeline = FacePipeline.load(LocalModels.embedded())) {
 *     FaceResult result = pipeline.classify(Files.readAllBytes(path));
 *     System.out.println(result.label() + " " + result.probability());
 * }
 * }</pre>
 *
 * <p>One thread at a time. For several threads share a {@link FaceExtractor} and pass its {@link FaceCrops} to a model for each thread, as the
 * server does.
 */
public final class FacePipeline implements AutoCloseable {

    private final SafeImageDecoder decoder = new SafeImageDecoder();
    private final FaceExtractor extractor;
    private final Classifier classifier;

    private FacePipeline(Classifier classifier, FaceDetectors detectors, double minDetection) {
        this.classifier = classifier;
        this.extractor = new FaceExtractor(decoder, detectors, minDetection);
    }

    /** A pipeline with the model version of a folder. */
    public static FacePipeline load(Path folder) throws IOException {
        return of(Classifier.load(folder));
    }

    /** A pipeline with a loaded model. */
    public static FacePipeline of(Classifier classifier) {
        return of(classifier, FaceDetectors.installed(), FaceExtractor.MIN_DETECTION);
    }

    /**
     * A pipeline with a loaded model.
     *
     * @param detectors the kind of face detector
     * @param minDetection detection score of the least clear face that is reported, 0 to 1
     */
    public static FacePipeline of(Classifier classifier, FaceDetectors detectors, double minDetection) {
        return new FacePipeline(classifier, detectors, minDetection);
    }

    /**
     * Classifies the faces in a photograph.
     *
     * @param bytes of an image file
     * @throws RefusedPictureException if the bytes are not an image within the limits of {@link SafeImageDecoder.DecodeLimits#DEFAULT}
     */
    public FaceResult classify(byte[] bytes) throws RefusedPictureException {
        return classify(decoder.decode(bytes));
    }

    /**
     * Classifies the faces in a photograph.
     *
     * @param file an image file
     * @throws IOException if the file cannot be read or is not an image within the limits
     */
    public FaceResult classify(Path file) throws IOException {
        return classify(decoder.read(file));
    }

    /** Classifies the faces in a decoded photograph. */
    public FaceResult classify(Picture image) {
        return classify(image, Framing.PHOTO);
    }

    /**
     * Classifies a decoded image.
     *
     * @param framing {@link Framing#PHOTO} to detect faces, otherwise where the one face is
     */
    public FaceResult classify(Picture image, Framing framing) {
        FaceCrops crops =
                extractor.extract(image, framing, classifier.manifest().input());
        return FaceResult.of(crops, classifier.manifest(), classifier.classify(crops.pixels()));
    }

    /** The Grad-CAM heat map of a face: the evidence for the answer that this pipeline's model gave. */
    public GradCam heatMap(ClassifiedFace face) {
        return classifier.gradCam(face.crop().pixels(), face.prediction().positive());
    }

    /** Releases the native memory of the face detectors. */
    @Override
    public void close() {
        extractor.close();
    }
}
